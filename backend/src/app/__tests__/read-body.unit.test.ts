import { Problem } from '../../platform/http';
import { assertShallow } from '../read-body';

const bytes = (text: string) => Buffer.from(text);
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

test.each([
  ['32 levels', nested(32)],
  ['many siblings', `[${'[],{},'.repeat(10_000)}1]`],
  ['brackets in a text', JSON.stringify({ note: '[{'.repeat(500) })],
  ['a text that ends in a backslash', JSON.stringify(['\\', '"', '[[', '\\"']).repeat(1)],
])('F-48 SEC-03 %s are read', (_, json) => {
  expect(() => assertShallow(bytes(json))).not.toThrow();
});

test.each([
  ['33 levels', nested(33)],
  ['9,000 levels', nested(9_000)],
  ['levels that never end', '{"a":'.repeat(40)],
  ['levels behind a text', `["a\\"[",${nested(40)}]`],
])('F-48 SEC-03 %s are refused before they are parsed', (_, json) => {
  expect(() => assertShallow(bytes(json))).toThrow(Problem);
});
