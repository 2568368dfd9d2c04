import type { OptionsLecteur, RapportLecture } from '@inter-ror/csd';
import type { Enregistrement } from '@inter-ror/exposure-model';
import type { RapportSynchronisation } from '../store/index.js';
import { ExportSource } from './export-source.js';
import type { PositionLecture } from './hierarchy.js';
import type { DemandeChargement } from './load-options.js';
import { MirrorSource } from './mirror-source.js';

export interface OptionsSource extends Pick<OptionsLecteur, 'surAnomalie'> {
  surEnregistrement(enregistrement: Enregistrement, position: PositionLecture): void;
  /** Called now and then with the bytes read so far. */
  progression(octets: number): void;
  signal?: AbortSignal;
}

/** Where a load takes its records from: opened once, it does not change while it is read. */
export interface LoadSource {
  /** As reported. */
  readonly nom: string;
  readonly octets: number;
  /** Bytes read so far. */
  readonly octetsLus: number;
  /** Gives every record, once. */
  lire(options: OptionsSource): Promise<RapportLecture>;
  /** What identifies the content, without reading its records: hex. */
  empreinteSeule(signal?: AbortSignal): Promise<string>;
  /** The same once it was read. @throws ErreurChargement when it changed meanwhile */
  empreinte(): Promise<string>;
  /** What the synchronisation that filled it met; undefined for an export. */
  synchronisation(): RapportSynchronisation | undefined;
  fermer(): Promise<void>;
}

/** @throws ErreurChargement when it cannot be opened */
export function ouvrirSource({ fichier, miroir }: DemandeChargement): Promise<LoadSource> {
  return miroir === undefined ? ExportSource.ouvrir(fichier) : MirrorSource.ouvrir(fichier, miroir.solution);
}
