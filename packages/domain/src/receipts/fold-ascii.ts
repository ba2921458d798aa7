const REPLACEMENTS: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '…': '...',
  '×': 'x',
  '÷': '/',
  '⁄': '/',
  '•': '*',
  '·': '*',
  '€': 'EUR',
  '£': 'GBP',
  '°': ' deg',
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ł: 'l',
  Ł: 'L',
};

function foldCharacter(character: string): string {
  if (character >= ' ' && character <= '~') return character;
  if (/\s/u.test(character)) return ' ';
  const replacement = REPLACEMENTS[character];
  if (replacement !== undefined) return replacement;
  return /[\p{L}\p{N}\p{Sc}]/u.test(character) ? '?' : '';
}

/**
 * A text with only printable ASCII, for printers that know nothing else: accents fall off, typographic signs become
 * plain ones, letters of other scripts become `?`, emoji and control characters vanish. Runs of blanks become one.
 */
export function foldAscii(text: string): string {
  // Letters such as é become e and an accent, and the accent is dropped; the fixed replacements come first.
  const replaced = [...text].map((character) => REPLACEMENTS[character] ?? character).join('');
  return [...replaced.normalize('NFKD')].map(foldCharacter).join('').replace(/ +/g, ' ').trim();
}
