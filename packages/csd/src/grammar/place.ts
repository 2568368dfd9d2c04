import {
  type Adresse,
  COMPOSANTS_ADRESSE,
  type Geolocalisation,
  type Lieu,
  type LigneAdresse,
  type Metadonnees,
} from '@inter-ror/exposure-model';
import { CODE, RECORD } from './common.js';
import { notation } from './notation.js';

const l = notation<LigneAdresse>();
const LIGNE_ADRESSE = l.structure('addressAttributes', {
  attributs: COMPOSANTS_ADRESSE.map((nom) => ({ nom, champ: nom, type: 'texte', requis: false })),
  attributsDans: 'composants',
  texte: { champ: 'texte', type: 'texte', requis: false },
});

const ea = notation<{ metadonnees: Metadonnees }>();
const EXTENSION_ADRESSE = ea.structure('addressExtension', {
  extension: true,
  sequence: [RECORD],
  seul: 'metadonnees',
});

const a = notation<Adresse>();
/** `address`. */
export const ADRESSE = a.structure('address', {
  attributs: [a.attribut('type', 'type', 'texte'), a.attribut('language', 'langue', 'texte')],
  sequence: [a.liste1('addressLine', 'lignes', LIGNE_ADRESSE), a.liste('extension', 'metadonnees', EXTENSION_ADRESSE)],
});

const pg = notation<NonNullable<Geolocalisation['precisions']>[number]>();
const PRECISION_GEOLOCALISATION = pg.structure('geoCodeExtension', {
  extension: true,
  sequence: [pg.opt('coordonneesFiables', 'fiable', 'booleen'), RECORD],
});

const g = notation<Geolocalisation>();
/** `geocode`. */
export const GEOLOCALISATION = g.structure('geocode', {
  sequence: [
    g.un('latitude', 'latitude', 'decimal'),
    g.un('longitude', 'longitude', 'decimal'),
    g.un('coordinateSystem', 'systeme', 'repete'),
    g.liste('extension', 'precisions', PRECISION_GEOLOCALISATION),
    RECORD,
  ],
});

const li = notation<Lieu>();
/** `location`. */
export const LIEU = li.structure('location', {
  sequence: [
    li.opt('name', 'nom', 'texte'),
    li.opt('description', 'description', 'texte'),
    li.opt('status', 'statut', CODE, { table: 'TRE_R203-StatutLieu' }),
    li.opt('address', 'adresse', ADRESSE),
    li.opt('geoCoordinates', 'geolocalisation', GEOLOCALISATION),
    li.un('cityNumber', 'commune', CODE, { table: 'TRE_R13-CommuneOM' }),
    li.opt('calculatedDistance', 'distanceCalculee', 'decimal'),
    RECORD,
  ],
});
