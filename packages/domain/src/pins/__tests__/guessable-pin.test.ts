import { expect, test } from 'vitest';
import { isGuessablePin } from '../guessable-pin';

test.each([
  ...['000000', '111111', '999999'],
  ...['123456', '234567', '654321', '890123', '098765', '135791', '246802'],
  ...['121212', '696969', '123123', '100100'],
  ...['112233', '998877', '111222', '123321', '707707'],
  ...['111112', '122222', '686866', '100000'],
  ...['170845', '310199', '290200', '850817', '991231', '010100'],
])('F-46 %s is guessable', (pin) => {
  expect(isGuessablePin(pin)).toBe(true);
});

test.each(['482915', '739146', '915248', '310299', '320145', '801332', '719263', '204871'])(
  'F-46 %s is not',
  (pin) => {
    expect(isGuessablePin(pin)).toBe(false);
  },
);

test('F-46 there is enough to choose from: more than nine in ten', () => {
  let refused = 0;
  for (let pin = 0; pin < 1_000_000; pin += 1) {
    if (isGuessablePin(String(pin).padStart(6, '0'))) refused += 1;
  }
  expect(refused).toBeGreaterThan(50_000);
  expect(refused).toBeLessThan(100_000);
});
