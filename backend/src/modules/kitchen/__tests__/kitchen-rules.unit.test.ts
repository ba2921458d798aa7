import { refusalParams } from '../kitchen.rules';

test('KDS-01 a refusal says from where, where to and why, in both languages', () => {
  const refused = { from: 'SERVED', to: 'PREPARING', reason: 'too_far_back' } as const;
  expect(refusalParams(refused, 'id')).toEqual({
    from: 'disajikan',
    to: 'disiapkan',
    reason: 'Mundur hanya satu langkah; tarik kembali lebih dahulu.',
  });
  expect(refusalParams(refused, 'en').reason).toMatch(/one step at a time/);
});
