// Keeps the walls of the house: doors, declared dependencies, no cycle, small files.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const root = resolve(dirname(new URL(import.meta.url).pathname), '..');
const LINES_MAX = 400;
const rooms = [
  ...readdirSync(join(root, 'packages')).map((d) => `packages/${d}`),
  'gateway',
  'regional-adapter',
  'whitelist',
  'bench',
];
const problems = [];

const packages = new Map();
for (const room of rooms) {
  const manifest = JSON.parse(readFileSync(join(root, room, 'package.json'), 'utf8'));
  packages.set(manifest.name, { room, dependencies: Object.keys(manifest.dependencies ?? {}) });
}

/** Every import, export-from and dynamic import of a file. */
function importsOf(file) {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'|import\(\s*'([^']+)'\s*\)/g,
  );
  return [...found].map((m) => m[1] ?? m[2]);
}

function filesIn(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((e) => {
    const path = join(directory, e.name);
    if (e.isDirectory()) return e.name === 'node_modules' || e.name === 'dist' ? [] : filesIn(path);
    return e.name.endsWith('.ts') ? [path] : [];
  });
}

for (const [name, { room, dependencies }] of packages) {
  const source = join(root, room, 'src');
  const folderEdges = new Map();
  for (const file of filesIn(source)) {
    const shown = relative(root, file);
    const lines = readFileSync(file, 'utf8').split('\n').length;
    if (lines > LINES_MAX) problems.push(`${shown}: ${lines} lines, at most ${LINES_MAX}: one idea a file`);
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('.')) {
        const target = resolve(dirname(file), specifier);
        const from = dirname(file);
        const to = dirname(target);
        if (!target.startsWith(source + sep)) problems.push(`${shown}: ${specifier} leaves the package`);
        if (to === from) continue;
        const isDoor = /\/index\.js$/.test(specifier);
        const isInsideOut = from.startsWith(to + sep);
        if (!isDoor && !isInsideOut)
          problems.push(`${shown}: ${specifier} goes past a door, import its folder's index.js`);
        const edge = [folder(source, from), folder(source, to)];
        if (edge[0] !== edge[1]) {
          if (!folderEdges.has(edge[0])) folderEdges.set(edge[0], new Set());
          folderEdges.get(edge[0]).add(edge[1]);
        }
        continue;
      }
      if (specifier.startsWith('node:')) continue;
      const wanted = specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');
      if (!dependencies.includes(wanted)) problems.push(`${shown}: ${wanted} is not a dependency of ${name}`);
      if (packages.has(wanted) && wanted !== specifier)
        problems.push(`${shown}: ${specifier} goes past a package's door`);
    }
  }
  folderEdges.delete('.');
  for (const cycle of cycles(folderEdges)) problems.push(`${room}/src: cycle of folders ${cycle.join(' → ')}`);
}

const packageEdges = new Map(
  [...packages].map(([n, p]) => [n, new Set(p.dependencies.filter((d) => packages.has(d)))]),
);
for (const cycle of cycles(packageEdges)) problems.push(`cycle of packages ${cycle.join(' → ')}`);
for (const [a, b] of [
  ['@inter-ror/gateway', '@inter-ror/regional-adapter'],
  ['@inter-ror/regional-adapter', '@inter-ror/gateway'],
]) {
  if (packageEdges.get(a)?.has(b)) problems.push(`${a} may not import ${b}`);
}

function folder(source, path) {
  return relative(source, path).split(sep)[0] || '.';
}

function cycles(edges) {
  const found = [];
  const state = new Map();
  const visit = (node, way) => {
    state.set(node, 'open');
    for (const next of edges.get(node) ?? []) {
      if (state.get(next) === 'open') found.push([...way.slice(way.indexOf(next)), next]);
      else if (!state.has(next)) visit(next, [...way, next]);
    }
    state.set(node, 'done');
  };
  for (const node of edges.keys()) if (!state.has(node)) visit(node, [node]);
  return found;
}

if (statSync(join(root, 'LICENSE'), { throwIfNoEntry: false }) === undefined) problems.push('LICENSE is missing');
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`house: ${packages.size} rooms, walls hold`);
