import { readFileSync } from 'node:fs';

type Ring = readonly (readonly [longitude: number, latitude: number])[];

let read: ReadonlyMap<string, readonly Ring[]> | undefined;

/** Outlines of the regions by code (TRE_R30), simplified: see data/SOURCES.md. */
export function contours(): ReadonlyMap<string, readonly Ring[]> {
  read ??= new Map(
    Object.entries(
      JSON.parse(readFileSync(new URL('../../data/contours.json', import.meta.url), 'utf8')) as Record<string, Ring[]>,
    ),
  );
  return read;
}
