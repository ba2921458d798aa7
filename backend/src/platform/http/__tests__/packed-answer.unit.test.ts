import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { DICTIONARY } from '../answer-dictionary';
import { packAnswer, unpackAnswer } from '../packed-answer';

const TOKEN = 'number-01a219ea-c352-7595-b651-14cd86874b55';

test('PERF-05 SELL-11 an answer that was packed is the same text again, with the number in its places', () => {
  fc.assert(
    fc.property(fc.json(), fc.integer({ min: 1, max: 2_147_483_647 }), (json, number) => {
      const text = `{"data":${json},"number":"${TOKEN}","again":"${TOKEN}"}`;
      expect(unpackAnswer(packAnswer(text, TOKEN), number)).toBe(text.replaceAll(TOKEN, String(number)));
    }),
  );
});

test('PERF-05 SELL-11 what earlier versions packed is read for good: the dictionary never changes', () => {
  expect(createHash('sha256').update(DICTIONARY).digest('hex')).toBe(
    '49ae3360222d358af45576b3a3bb651a051bb999c949eaa01737a95702b5fbbc',
  );
  const kept = Buffer.from('AcPSGjC0TE3WtUgxttQ1NzEz0000NEzUNU01TTQyNLI0N7cwQ28j4KnXwU2C2loA', 'base64');
  expect(unpackAnswer(kept, 17)).toBe(
    '{"data":{"id":"01a219ec-8d39-7466-a11a-5e5a21297786","number":"17","type":"TAKEAWAY","status":"OPEN"}}',
  );
  expect(() => unpackAnswer(Buffer.of(9, ...kept.subarray(1)), 17)).toThrow(RangeError);
});
