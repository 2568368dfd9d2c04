/** Pôles of a general hospital. */
export const POLES = {
  MEDECINE: 'Pôle médecine et spécialités',
  COEUR: 'Pôle cœur, vaisseaux et poumons',
  NEURO: 'Pôle neurosciences',
  CHIRURGIE: 'Pôle chirurgie et anesthésie',
  FEMME: 'Pôle femme, mère, enfant',
  URGENCES: 'Pôle urgences et soins critiques',
  CANCER: 'Pôle cancérologie',
  IMAGERIE: 'Pôle imagerie et explorations',
} as const;
