import { ANNUAIRES, type Attribut, type Element, type Structure, type TypeSimple } from '../grammar/index.js';

const SIMPLES: Readonly<Record<TypeSimple, string>> = {
  texte: 'string',
  jeton: 'string',
  repete: 'string',
  uri: 'anyURI',
  entier: 'int',
  decimal: 'decimal',
  double: 'double',
  booleen: 'boolean',
  date: 'date',
  dateHeure: 'dateTime',
  heure: 'time',
};

const LIBRE = '<xs:any namespace="##local" processContents="lax" minOccurs="0"/>';
const ATTRIBUTS_XML = '<xs:anyAttribute namespace="http://www.w3.org/XML/1998/namespace" processContents="lax"/>';

/** Writes the types of the grammar as XSD, each under a name of its own. */
export class TypesXsd {
  readonly #noms = new Map<Structure, string>();
  readonly #pris = new Set<string>();
  readonly #definitions: string[] = [];

  /** The directories of the type `CSD`, in the order of the wire. */
  sequenceCsd(): string {
    return ANNUAIRES.map(
      ({ nom, element, structure }) =>
        `<xs:element name="${nom}"><xs:complexType><xs:sequence>` +
        `<xs:element name="${element}" type="${this.nom(structure)}" minOccurs="0" maxOccurs="unbounded"/>` +
        '</xs:sequence></xs:complexType></xs:element>',
    ).join('');
  }

  /** Qualified name of the type of a structure, defined once. */
  nom(structure: Structure): string {
    let nom = this.#noms.get(structure);
    if (nom === undefined) {
      nom = structure.nom;
      for (let rang = 2; this.#pris.has(nom); rang++) nom = `${structure.nom}-${rang}`;
      this.#noms.set(structure, nom);
      this.#pris.add(nom);
      this.#definitions.push(`<xs:complexType name="${nom}">${this.#contenu(structure)}</xs:complexType>`);
    }
    return `csd:${nom}`;
  }

  /** All the types named so far. */
  definitions(): string {
    return this.#definitions.join('\n');
  }

  #contenu({ attributs, texte, sequence, extension }: Structure): string {
    const xsd = attributs.map(attribut).join('') + (extension ? TECHNIQUES : '');
    if (texte) return `<xs:simpleContent><xs:extension base="xs:string">${xsd}</xs:extension></xs:simpleContent>`;
    const elements = this.#sequence(sequence);
    return `<xs:sequence>${extension ? LIBRE : ''}${elements}</xs:sequence>${xsd}`;
  }

  #sequence(sequence: readonly Element[]): string {
    const choix = sequence.filter((e) => e.choix);
    return sequence
      .map((e) => {
        if (!e.choix) return this.#element(e, e.min);
        if (e !== choix[0]) return '';
        return `<xs:choice>${choix.map((c) => this.#element(c, 1)).join('')}</xs:choice>`;
      })
      .join('');
  }

  #element({ nom, type, multiple, destination }: Element, min: number): string {
    const plusieurs = multiple || destination === 'union' ? ' maxOccurs="unbounded"' : '';
    const typeXsd = typeof type === 'string' ? `xs:${SIMPLES[type]}` : this.nom(type);
    return `<xs:element name="${nom}" type="${typeXsd}"${min === 0 ? ' minOccurs="0"' : ''}${plusieurs}/>`;
  }
}

const TECHNIQUES =
  '<xs:attribute name="type" type="xs:string" use="required"/><xs:attribute name="urn" type="xs:string" use="required"/>';

function attribut({ nom, type, requis }: Attribut): string {
  if (nom.startsWith('xml:')) return ATTRIBUTS_XML;
  return `<xs:attribute name="${nom}" type="xs:${SIMPLES[type]}"${requis ? ' use="required"' : ''}/>`;
}
