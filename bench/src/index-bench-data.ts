import type { FicheOffre, ListeDeCodes } from '@inter-ror/exposure-model';

/** About the size of the main French towns: latitude, longitude, share of the offers. */
const TOWNS: readonly (readonly [number, number, number])[] = [
  [48.86, 2.35, 18],
  [43.3, 5.37, 7],
  [45.76, 4.84, 7],
  [43.6, 1.44, 5],
  [43.7, 7.27, 4],
  [47.22, -1.55, 4],
  [43.61, 3.88, 4],
  [48.58, 7.75, 4],
  [44.84, -0.58, 4],
  [50.63, 3.06, 5],
  [48.11, -1.68, 3],
  [49.26, 4.03, 2],
  [43.12, 5.93, 2],
  [45.44, 4.39, 2],
  [49.49, 0.11, 2],
  [47.32, 5.04, 2],
  [45.19, 5.72, 2],
  [47.47, -0.55, 2],
  [48.39, -4.49, 2],
  [45.83, 1.26, 2],
  [45.78, 3.08, 2],
  [49.89, 2.3, 1],
  [41.92, 8.74, 1],
  [-20.88, 55.45, 2],
  [14.6, -61.07, 1],
  [16.24, -61.53, 1],
  [4.92, -52.31, 1],
  [-12.78, 45.23, 1],
];

const SPECIALTIES = (
  'cardiologie pneumologie néphrologie gériatrie pédiatrie néonatalogie obstétrique gynécologie urologie oncologie ' +
  'hématologie dermatologie rhumatologie neurologie neurochirurgie psychiatrie addictologie orthopédie ' +
  'traumatologie ophtalmologie stomatologie endocrinologie diabétologie gastroentérologie hépatologie infectiologie ' +
  'réanimation anesthésie imagerie radiologie scanographie échographie radiothérapie rééducation réadaptation'
).split(' ');
const KINDS = 'unité service consultation hospitalisation plateau équipe accueil ambulatoire centre'.split(' ');
const ESTABLISHMENTS = 'centre hospitalier;clinique;EHPAD;maison de santé;polyclinique;institut;hôpital privé'.split(
  ';',
);
const SAINTS = 'Anne Antoine Augustin Brieuc Camille Denis Étienne François Germain Hélène Jean Joseph Louis Luc'.split(
  ' ',
);

/** How many codes each list draws from, and how many an offer carries at most. */
const LISTS: Partial<Record<ListeDeCodes, readonly [codes: number, most: number]>> = {
  activiteOperationnelle: [350, 3],
  acteSpecifique: [500, 4],
  typeEquipement: [60, 2],
  modePriseEnCharge: [40, 2],
  champActivite: [9, 1],
  categorieOrganisation: [45, 1],
  categorieEG: [120, 1],
  publicPrisEnCharge: [60, 3],
  specialisationPriseEnCharge: [90, 2],
  temporaliteAccueil: [15, 2],
  profession: [25, 2],
};

/** Numbers that depend on a seed alone (mulberry32). */
export class Random {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** A code of a list: the first ones come much more often. */
  code(codes: number): string {
    return String(1 + Math.floor(codes * this.next() ** 2.5));
  }

  /** A point near a town, large towns more often. */
  point(): { latitude: number; longitude: number; town: number } {
    let share = this.below(TOWNS.reduce((sum, [, , weight]) => sum + weight, 0));
    const town = TOWNS.findIndex(([, , weight]) => {
      share -= weight;
      return share < 0;
    });
    const [latitude, longitude] = TOWNS[town]!;
    const spread = (): number => (this.next() + this.next() + this.next() - 1.5) * 1.2;
    return { latitude: latitude + spread(), longitude: longitude + spread(), town };
  }

  word(): string {
    return this.pick(SPECIALTIES);
  }
}

interface Site {
  name: string;
  latitude: number;
  longitude: number;
  region: string;
  departement: string;
  commune: string;
  numFINESS: string;
}

function site(random: Random, n: number): Site {
  const { latitude, longitude, town } = random.point();
  const departement = String(10 + town);
  return {
    name: `${random.pick(ESTABLISHMENTS)} Saint-${random.pick(SAINTS)} ${1 + random.below(90)}`,
    latitude,
    longitude,
    region: String(10 + (town % 18)),
    departement,
    commune: departement + String(100 + random.below(300)),
    numFINESS: String(100_000_000 + n),
  };
}

/** Invented offers, about twelve a site; the same for the same seed. */
export function* inventedOffers(count: number, seed: number): Generator<FicheOffre> {
  const random = new Random(seed);
  const sites = Array.from({ length: Math.ceil(count / 12) }, (_, n) => site(random, n));
  for (let n = 0; n < count; n++) {
    const { name, ...place } = random.pick(sites);
    const specialty = random.word();
    const nom = `${random.pick(KINDS)} de ${specialty} ${1 + random.below(30)}`;
    const codes = Object.fromEntries(
      Object.entries(LISTS).map(([liste, [size, most]]) => [
        liste,
        Array.from({ length: 1 + random.below(most) }, () => random.code(size)),
      ]),
    );
    yield {
      id: `1${String((n * 7919) % count).padStart(8, '0')}`,
      nom,
      noms: [nom, `pôle ${random.word()}`, name],
      libelles: [
        specialty,
        `prise en charge en ${random.word()}`,
        `soins de ${random.word()}`,
        `commune ${place.commune}`,
      ],
      nomsReserves: [],
      libellesReserves: [],
      sensible: random.next() < 0.02,
      codes,
      ageMinJours: random.pick([0, 0, 0, 6574.5, 21915]),
      ageMaxJours: random.pick([6940, 54_800, 54_800, 54_800]),
      accueilSequentielAccepte: random.next() < 0.2,
      zonePoser: random.next() < 0.03,
      secteursPsychiatriques: random.next() < 0.05 ? [`${place.departement}G${random.below(20)}`] : [],
      ...place,
      numFINESS: [place.numFINESS],
      idNatStruct: [`1${place.numFINESS}`],
      codePostal: place.commune,
      litsDisponibles: random.next() < 0.3 ? random.below(20) : null,
      placesDisponibles: random.next() < 0.2 ? random.below(30) : null,
      disponibiliteMaj: random.next() < 0.3 ? 1_790_000_000_000 + random.below(86_400_000) : null,
      misAJour: 1_760_000_000_000 + 60_000 * random.below(500_000),
    };
  }
}
