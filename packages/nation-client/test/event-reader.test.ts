import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventReader } from '../src/event-reader.js';

describe('the events of an answer', () => {
  it('are the same however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { maxLength: 5 }),
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.array(fc.nat(40), { maxLength: 20 }),
        (told, answer, cuts) => {
          const events = told.map((t) => `event: region\ndata: ${JSON.stringify(t)}\n\n`).join('');
          const text = `${events}event: next\ndata: ${JSON.stringify(answer)}\n\nevent: complete\ndata:\n\n`;
          const bytes = Buffer.from(text);
          const heard: string[] = [];
          const reader = new EventReader((event, data) => event === 'region' && heard.push(JSON.parse(data)));
          let from = 0;
          for (const cut of cuts) {
            reader.read(bytes.subarray(from, from + cut));
            from += cut;
          }
          reader.read(bytes.subarray(from));
          expect(heard).toEqual(told);
          expect(JSON.parse(reader.answer!)).toBe(answer);
        },
      ),
    );
  });

  it('keep the lines of an answer that has several', () => {
    const reader = new EventReader(() => {});
    reader.read(Buffer.from('event: next\ndata: {\ndata: "a": 1}\n\n'));
    expect(JSON.parse(reader.answer!)).toEqual({ a: 1 });
  });
});
