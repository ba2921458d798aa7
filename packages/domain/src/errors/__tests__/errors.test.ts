import { expect, test } from 'vitest';
import { LANGUAGES } from '../../dto';
import {
  FIELD_CODES,
  fieldText,
  fillTemplate,
  IMPORT_WARNINGS,
  isProblemCode,
  PROBLEM_CODES,
  PROBLEMS,
  problemStatus,
  problemText,
  type FieldCode,
} from '..';

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();

test.each(PROBLEM_CODES)(
  'SEC-03 %s has a status and both languages, with the same blanks to fill',
  (code) => {
    const { title, detail } = PROBLEMS[code];
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(problemStatus(code)).toBeGreaterThanOrEqual(400);
    expect(problemStatus(code)).toBeLessThan(600);
    for (const language of LANGUAGES) {
      expect(title[language].length).toBeGreaterThan(3);
      expect(detail[language].length).toBeGreaterThan(20);
    }
    expect(title.id).not.toBe(title.en);
    expect(detail.id).not.toBe(detail.en);
    expect(placeholders(detail.id)).toEqual(placeholders(detail.en));
  },
);

test.each(Object.keys(FIELD_CODES) as FieldCode[])('SEC-03 field code %s has both languages', (code) => {
  expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
  expect(fieldText(code, 'id')).not.toBe(fieldText(code, 'en'));
  expect(placeholders(FIELD_CODES[code].id)).toEqual(placeholders(FIELD_CODES[code].en));
});

test.each(Object.entries(IMPORT_WARNINGS))(
  'F-22 CAT-04 warning %s has both languages',
  (code, { id, en }) => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(id).not.toBe(en);
    expect(placeholders(id)).toEqual(placeholders(en));
  },
);

test('SEC-03 the statuses clients rely on', () => {
  const expected = {
    malformed_json: 400,
    unauthenticated: 401,
    subscription_expired: 402,
    forbidden: 403,
    not_found: 404,
    invalid_transition: 409,
    idempotency_in_progress: 409,
    version_conflict: 412,
    payload_too_large: 413,
    validation_failed: 422,
    idempotency_key_reused: 422,
    rate_limited: 429,
    unavailable: 503,
  } as const;
  for (const [code, status] of Object.entries(expected)) {
    expect([code, isProblemCode(code) ? problemStatus(code) : null]).toEqual([code, status]);
  }
  expect(isProblemCode('toString')).toBe(false);
});

test('SEC-03 texts follow the locale and take their params', () => {
  expect(problemText('rate_limited', 'id-ID', { seconds: 7 }).detail).toContain('dalam 7 detik');
  expect(problemText('rate_limited', 'en-GB', { seconds: 7 }).detail).toContain('in 7 seconds');
  expect(problemText('not_found', null).title).toBe('Tidak ditemukan');
  expect(fieldText('too_long', 'en', { max: 80 })).toBe('Too long; at most 80 characters.');
  expect(fillTemplate('a {b} c {b}', { b: '$&' })).toBe('a $& c $&');
  expect(fillTemplate('a {b} c')).toBe('a c');
});
