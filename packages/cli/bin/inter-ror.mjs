#!/usr/bin/env node
try {
  await import('../dist/main.js');
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND' || !String(error.message).includes('dist/main.js')) throw error;
  console.error('inter-ror n’est pas encore construit : lancez « npm run build » dans le dossier du projet.');
  process.exitCode = 2;
}
