import { describe, expect, test } from 'vitest';
import { isPersonalPassword, passwordLength } from '../new-password';

describe('a new password', () => {
  test('AUTH-05 its length is in characters, an emoji being one', () => {
    expect(passwordLength('kopi')).toBe(4);
    expect(passwordLength('☕🍵日')).toBe(3);
    expect(passwordLength('')).toBe(0);
  });

  test.each([
    ['Kedai-Senja-Indah-1', true],
    ['KEDAI SENJA INDAH', true],
    ['rina.wulandari99', true],
    ['rina.wulandari@contoh.test', true],
    ['kedai senja indah sekali', false],
    ['hujan sore di teras rumah', false],
    ['', false],
  ])('AUTH-05 T-29 whether it is little more than a name: %s', (password, is) => {
    expect(isPersonalPassword(password, ['Kedai Senja Indah', 'rina.wulandari@contoh.test', 'Ana'])).toBe(is);
  });

  test('AUTH-05 names of three letters are in too many words to count', () => {
    expect(isPersonalPassword('anabelle1', ['Ana'])).toBe(false);
  });
});
