import { expect, test } from 'vitest';
import { cleanLine, cleanLines, hasVisible, isPlainLine, isPlainText } from '..';

const char = (code: number) => String.fromCodePoint(code);
const CONTROLS = [...Array(0x20).keys(), ...Array.from({ length: 0x21 }, (_, index) => 0x7f + index)].map(
  char,
);
const BIDI = [
  0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x200e, 0x200f, 0x61c,
].map(char);
const UNSEEN = [0x200b, 0x2060, 0xfeff, 0xad, 0x3164, 0xe0041, 0x2028, 0x2029, 0xfffe, 0xd800].map(char);
const KEPT = [
  'Kopi Susu Gula Aren',
  'Café «Łódź» — 100% ½',
  'نسی‌خواهم',
  'শ্ৰী ক্ষ র‍্যাব',
  '葛󠄀城',
  'বাংলা עברית ꦗꦮ 日本 한국',
  'Keluarga 👨‍👩‍👧‍👦 ❤️‍🔥 👩🏽‍🍳 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇮🇩',
];

test('F-49 a name is one line without controls, marks of direction or unseen characters', () => {
  for (const bad of [...CONTROLS, ...BIDI, ...UNSEEN, '\u200d', '\u200c', '\ufe0f']) {
    expect([bad.codePointAt(0)!.toString(16), isPlainLine(`Kopi${bad}Susu`)]).toEqual([
      bad.codePointAt(0)!.toString(16),
      false,
    ]);
  }
  for (const good of KEPT) expect([good, isPlainLine(good)]).toEqual([good, true]);
});

test('F-49 a note holds line breaks and nothing else that is not seen', () => {
  expect(isPlainText('tanpa gula\r\nes sedikit\nbungkus')).toBe(true);
  for (const bad of [...CONTROLS.filter((code) => !'\r\n'.includes(code)), ...BIDI, ...UNSEEN]) {
    expect([bad.codePointAt(0), isPlainText(`a${bad}b`)]).toEqual([bad.codePointAt(0), false]);
  }
});

test('F-49 what is pasted is mended rather than refused, and mending changes nothing that was right', () => {
  expect(cleanLine('\u202a+62 812\u202c\tRina\r\nKasir\u200b')).toBe('+62 812 Rina Kasir');
  expect(cleanLines('a\r\nb\u202e\tc\rd')).toBe('a\nb c\nd');
  for (const text of KEPT) expect([cleanLine(text), cleanLines(text)]).toEqual([text, text]);
  for (const bad of [...CONTROLS, ...BIDI, ...UNSEEN]) {
    expect(isPlainLine(cleanLine(`a${bad}b`))).toBe(true);
    expect(isPlainText(cleanLines(`a${bad}b`))).toBe(true);
  }
});

test('F-49 a name of nothing to see is none', () => {
  expect(['a', '1', '🍜', '!'].map(hasVisible)).toEqual([true, true, true, true]);
  expect(['', ' \u00a0\u3000', '\u2800', '\u0301'].map(hasVisible)).toEqual([false, false, false, false]);
});
