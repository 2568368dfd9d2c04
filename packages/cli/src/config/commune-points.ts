import { readFileSync } from 'node:fs';
import { ErreurConfiguration } from '@inter-ror/configuration';

/**
 * Reads reference points of communes: lines `code_insee;latitude;longitude`, degrees; `#` begins a comment.
 * @throws ErreurConfiguration naming each wrong line
 */
export function readCommunePoints(file: string): Map<string, { latitude: number; longitude: number }> {
  const points = new Map<string, { latitude: number; longitude: number }>();
  const problems: { fichier: string; ligne: number; message: string; remede: string }[] = [];
  readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .forEach((line, i) => {
      const text = line.replace(/#.*/, '').trim();
      if (text === '') return;
      const [code = '', lat = '', lon = ''] = text.split(';').map((c) => c.trim());
      const latitude = Number(lat);
      const longitude = Number(lon);
      const placed = lat !== '' && lon !== '' && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
      if (/^(\d{2}|2[AB])\d{3}$/.test(code) && placed) points.set(code, { latitude, longitude });
      else {
        problems.push({
          fichier: file,
          ligne: i + 1,
          message: `ligne refusée : ${text.slice(0, 60)}`,
          remede: 'écrivez code_insee;latitude;longitude, par exemple 29232;47.9960;-4.1024',
        });
      }
    });
  if (problems.length > 0) throw new ErreurConfiguration(problems);
  return points;
}
