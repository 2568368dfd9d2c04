import type { Enregistrement } from '@inter-ror/exposure-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  estUniteElementaire,
  readLectureResponse,
  readNotificationResponse,
  readRechercheResponse,
  readSoapRequest,
  writeFault,
  writeLectureErreur,
  writeLectureResponse,
  writeNotificationResponse,
  writeRechercheResponse,
  writeSoapRequest,
} from '../src/index.js';
import { exportCsd } from './support/arbitraries.js';
import { erreurMetier, faute, reponseNotification, reponseV1, requete } from './support/soap-messages.js';

const octets = (texte: string) => Buffer.from(texte);

describe('a SOAP message that is written then read is the same', () => {
  it('for requests of every kind, with and without a VIHF', () => {
    fc.assert(
      fc.property(requete, (r) => {
        expect(readSoapRequest(octets(writeSoapRequest(r)))).toEqual(r);
      }),
      { numRuns: 400 },
    );
  });

  it('for the answers to a search v1', () => {
    fc.assert(
      fc.property(reponseV1, (r) => {
        expect(readRechercheResponse(octets(writeRechercheResponse(r)))).toEqual(r);
      }),
      { numRuns: 200 },
    );
  });

  it('for the lists of establishments that changed', () => {
    fc.assert(
      fc.property(reponseNotification, (reponse) => {
        expect(readNotificationResponse(octets(writeNotificationResponse(reponse)))).toEqual({ reponse });
      }),
      { numRuns: 200 },
    );
  });

  it('for faults, whatever answer was awaited', async () => {
    await fc.assert(
      fc.asyncProperty(faute, async (f) => {
        const message = octets(writeFault(f));
        expect(readRechercheResponse(message)).toEqual({ faute: f });
        expect(readNotificationResponse(message)).toEqual({ faute: f });
        expect(await readLectureResponse([message], { surEnregistrement: () => {} })).toEqual({ faute: f });
      }),
      { numRuns: 100 },
    );
  });

  it('for the answers to a reading, cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(exportCsd, fc.infiniteStream(fc.integer({ min: 1, max: 300 })), async (e, tailles) => {
        const nombre = e.filter(estUniteElementaire).length;
        const message = octets([...writeLectureResponse(e, nombre)].join(''));
        const morceaux: Buffer[] = [];
        for (let i = 0; i < message.length; ) {
          const taille = tailles.next().value as number;
          morceaux.push(message.subarray(i, i + taille));
          i += taille;
        }
        const lus: Enregistrement[] = [];
        const issue = await readLectureResponse(morceaux, { surEnregistrement: (lu) => lus.push(lu) });
        expect(lus).toEqual(e);
        expect(issue).toMatchObject({ rapport: { facilityNumber: nombre, nombreAnomalies: 0 } });
      }),
      { numRuns: 20 },
    );
  });

  it('for the errors of a reading', async () => {
    await fc.assert(
      fc.asyncProperty(erreurMetier, async (erreur) => {
        const message = octets(writeLectureErreur(erreur));
        expect(await readLectureResponse([message], { surEnregistrement: () => {} })).toEqual({ erreur });
      }),
      { numRuns: 100 },
    );
  });
});
