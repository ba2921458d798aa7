import { Problem } from '../../platform/http';
import { assertShallow, parsePlain } from '../read-body';

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

test.each([
  ['an object', '{"a":[1,"é"]}', { a: [1, 'é'] }],
  ['an array behind white space', ' \n[1]', [1]],
  ['what begins with a byte order mark', '\uFEFF{"a":1}', { a: 1 }],
])('SEC-03 PERF-04 %s is read without the parser', (_, json, value) => {
  expect(parsePlain(bytes(json))).toEqual(value);
});

test.each([
  ['a text', '"a"'],
  ['a number', '1'],
  ['null', 'null'],
  ['what breaks off', '{"a":'],
  ['two of them', '{}{}'],
  ['white space alone', '  '],
  ['too deep a nesting', nested(33)],
])('SEC-03 PERF-04 %s is refused without the parser as by it', (_, json) => {
  expect(() => parsePlain(bytes(json))).toThrow(expect.objectContaining({ code: 'malformed_json' }));
});
