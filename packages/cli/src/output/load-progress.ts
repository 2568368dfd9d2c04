import type { ProgressionChargement } from '@inter-ror/regional-adapter';

const STEPS = { LECTURE: 'lecture', ASSEMBLAGE: 'assemblage', VALIDATION: 'validation' };

/** Shows how far a load is: one line that moves on a terminal, a line each tenth elsewhere; on the error output. */
export class LoadProgress {
  #shown = -1;

  show(p: ProgressionChargement): void {
    const percent = p.octets === 0 ? 100 : Math.floor((p.octetsLus / p.octets) * 100);
    const text = `${STEPS[p.etape]} ${percent} %, ${p.enregistrements} enregistrements, ${p.offres} offres`;
    if (process.stderr.isTTY) process.stderr.write(`\r${text}\u001b[K`);
    else if (Math.floor(percent / 10) > this.#shown) {
      this.#shown = Math.floor(percent / 10);
      console.error(text);
    }
  }

  end(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }
}
