/**
 * What a name, a label or a note may consist of. Refused is what is not seen and changes how the rest is read: control
 * characters, marks that turn the direction of writing (a name must not reach into the line beside it), characters of
 * no width. Kept are those that make something seen: joiners and selectors within emoji, joiners of the scripts that
 * are written with them, the variants of Han characters.
 */
const KEPT = [
  // A family, a profession, a flag with a rainbow.
  '[\\p{Extended_Pictographic}\\p{Emoji_Modifier}]\\uFE0F?\\u200D(?=\\p{Extended_Pictographic})',
  // A character shown as text or as a picture.
  '\\p{Emoji}[\\uFE0E\\uFE0F]',
  '\\p{Script=Han}[\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}]',
  // The flags of England, Scotland and Wales.
  '\\u{1F3F4}[\\u{E0020}-\\u{E007E}]{1,8}\\u{E007F}',
  ...[
    'Arab',
    'Deva',
    'Beng',
    'Guru',
    'Gujr',
    'Orya',
    'Taml',
    'Telu',
    'Knda',
    'Mlym',
    'Sinh',
    'Khmr',
    'Mymr',
  ].map((script) => `[\\p{Script=${script}}]\\p{M}?[\\u200C\\u200D]`),
].join('|');
const REFUSED =
  '[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}\\uFFF9-\\uFFFB]';
const PARTS = new RegExp(`(${KEPT})|${REFUSED}`, 'gu');
const LINES = /\r\n?|[\n\u0085\u2028\u2029]/g;
const PLAIN = /^[\x20-\x7e]*$/;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** The text without what names may not hold; line breaks and tabs become spaces. */
export function cleanLine(text: string): string {
  if (PLAIN.test(text)) return text;
  const joined = text.replace(LINES, ' ').replaceAll('\t', ' ');
  return joined.replace(PARTS, (_, kept: string | undefined) => kept ?? '');
}

/** The same for texts of several lines, whose line breaks stay (as `\n`). */
export function cleanLines(text: string): string {
  return text.replace(LINES, '\n').split('\n').map(cleanLine).join('\n');
}

/** Whether a text is one line without anything unseen: names of people, places and goods, labels, reasons, searches. */
export const isPlainLine = (text: string): boolean => cleanLine(text) === text;

/** Whether a text holds nothing unseen but line breaks: notes, addresses, descriptions. */
export const isPlainText = (text: string): boolean => text.split(/\r\n?|\n/).every(isPlainLine);

/** Whether there is anything to see in a text. */
export const hasVisible = (text: string): boolean => SEEN.test(text.replaceAll('\u2800', ''));
