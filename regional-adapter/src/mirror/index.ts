export { type ContenuEtablissement, contenuVide } from './establishment-content.js';
export type { EchecEtablissement } from './failures.js';
export { type BilanLecture, Miroir } from './mirror.js';
export { type LectureMiroir, lireMiroir } from './mirror-records.js';
