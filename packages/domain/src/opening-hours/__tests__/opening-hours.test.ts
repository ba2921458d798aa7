import { expect, test } from 'vitest';
import { openingHoursText } from '..';

const day = (opens: string, closes: string) => ({ opens, closes });

test('SAAS-08 days with the same hours are one line, in both languages', () => {
  const hours = [
    ...Array<ReturnType<typeof day>>(5).fill(day('08:00', '21:30')),
    day('10:00', '01:00'),
    null,
  ];
  expect(openingHoursText(hours, 'id')).toBe('Senin–Jumat 08.00–21.30\nSabtu 10.00–01.00\nMinggu tutup');
  expect(openingHoursText(hours, 'en')).toBe(
    'Monday–Friday 08:00–21:30\nSaturday 10:00–01:00\nSunday closed',
  );
});

test('SAAS-08 the same every day is said once, and nothing where none are told', () => {
  expect(openingHoursText(Array(7).fill(day('09:00', '17:00')), 'id')).toBe('Setiap hari 09.00–17.00');
  expect(openingHoursText(null, 'id')).toBe('');
});
