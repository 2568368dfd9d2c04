import type { Statut } from '../catalogue/index.js';
import { finessFictif, idEntite, sirenFictif } from '../identifiants.js';
import { type Ville, villesDe } from '../territoire/index.js';
import { NOM_FONDATION } from './transregional.js';
import type { PlanEJ } from './types.js';

/** Gives the identifiers of one region, each once. */
export class Registre {
  private readonly finessDonnes = new Map<string, number>();
  private entites = 0;

  constructor(
    private readonly region: string,
    private readonly rangRegion: number,
  ) {}

  /** Next FINESS of a département. */
  finess(departement: string): string {
    const rang = (this.finessDonnes.get(departement) ?? 0) + 1;
    this.finessDonnes.set(departement, rang);
    return finessFictif(departement, rang);
  }

  entiteJuridique(statut: Statut, nom: string, ville: Ville): PlanEJ {
    const rang = ++this.entites;
    return {
      id: idEntite(this.region, 'EJ', String(rang).padStart(5, '0')),
      nom,
      statut,
      ...(statut === 'LIBERAL' ? {} : { finess: this.finess(ville.departement) }),
      siren: sirenFictif(this.rangRegion, rang),
      ville,
    };
  }

  /** The foundation: its own identifiers in every region, its own entityID in each. */
  fondation(): PlanEJ {
    const siege = villesDe('11')[0]!;
    return {
      id: idEntite(this.region, 'EJ', 'FONDATION'),
      nom: NOM_FONDATION,
      statut: 'ASSOCIATION',
      finess: finessFictif(siege.departement, 0),
      siren: sirenFictif(18, 0),
      ville: siege,
    };
  }
}
