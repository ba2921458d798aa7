import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { DICTIONARY } from './answer-dictionary';

/** Named by the first byte, so that another dictionary can come beside it. */
const FORM = 1;
/** Stands for the number; JSON never holds one as it is. */
const PLACE = '\u001e';
/** Small state: an answer is a few KB, and most of the time would go into making the larger ones. */
const OPTIONS = { level: 6, memLevel: 5, windowBits: 13, dictionary: Buffer.from(DICTIONARY) };

/** An answer's JSON as it is kept; `token` stands in it wherever the order's number will. */
export function packAnswer(text: string, token: string): Buffer {
  return Buffer.concat([Buffer.of(FORM), deflateRawSync(text.replaceAll(token, PLACE), OPTIONS)]);
}

/** The same text again, with the number in its places. Throws `RangeError` for what no version has packed. */
export function unpackAnswer(packed: Uint8Array, number: number): string {
  if (packed[0] !== FORM) throw new RangeError(`an answer packed in form ${packed[0]}`);
  const text = inflateRawSync(packed.subarray(1), { dictionary: OPTIONS.dictionary }).toString();
  return text.replaceAll(PLACE, String(number));
}
