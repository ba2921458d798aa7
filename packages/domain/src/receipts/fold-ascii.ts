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
  '¥': 'Y',
  '￥': 'Y',
  '₩': 'KRW',
  '₹': 'INR',
  '₨': 'Rs',
  '₱': 'PHP',
  '₫': 'VND',
  '฿': 'THB',
  '៛': 'KHR',
  '₭': 'LAK',
  '৳': 'BDT',
  '₮': 'MNT',
  '₸': 'KZT',
  '₽': 'RUB',
  '₴': 'UAH',
  '₾': 'GEL',
  '₼': 'AZN',
  '֏': 'AMD',
  '₺': 'TRY',
  '₪': 'ILS',
  '؋': 'AFN',
  '₦': 'NGN',
  '₵': 'GHS',
  '₡': 'CRC',
  '₲': 'PYG',
  '₿': 'BTC',
  '¢': 'c',
  '¤': '*',
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

/** The value of a digit of any script: digits come in runs of ten, zero first. */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

function foldCharacter(character: string): string {
  if (character >= ' ' && character <= '~') return character;
  if (/\s/u.test(character)) return ' ';
  const replacement = REPLACEMENTS[character];
  if (replacement !== undefined) return replacement;
  if (/\p{Nd}/u.test(character)) return digitOf(character);
  return /[\p{L}\p{N}\p{Sc}]/u.test(character) ? '?' : '';
}

/**
 * A text with only printable ASCII, for printers that know nothing else: accents fall off, typographic signs become
 * plain ones, signs of currencies their codes, digits of any script 0–9, letters of other scripts become `?`, emoji and control characters vanish. Runs of blanks become one.
 */
export function foldAscii(text: string): string {
  // Letters such as é become e and an accent, and the accent is dropped; the fixed replacements come first.
  const replaced = [...text].map((character) => REPLACEMENTS[character] ?? character).join('');
  return [...replaced.normalize('NFKD')].map(foldCharacter).join('').replace(/ +/g, ' ').trim();
}
