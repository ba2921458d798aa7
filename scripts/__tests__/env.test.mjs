import assert from 'node:assert/strict';
import test from 'node:test';
import { parseEnv, requireNode } from '../lib/env.mjs';

test('an .env line gives a value, comments and quotes taken off', () => {
  const text = [
    '# a comment',
    'PLAIN=value',
    'export EXPORTED = spaced out  # why',
    'HASH=a#b',
    'DOUBLE="two\\nlines # kept \\"q\\""',
    "SINGLE='as \\n it is' # gone",
    'EMPTY=',
    'URL=postgres://u:p@h:1/d?x=y',
    'not a line',
  ].join('\r\n');
  assert.deepEqual(parseEnv(text), {
    PLAIN: 'value',
    EXPORTED: 'spaced out',
    HASH: 'a#b',
    DOUBLE: 'two\nlines # kept "q"',
    SINGLE: 'as \\n it is',
    EMPTY: '',
    URL: 'postgres://u:p@h:1/d?x=y',
  });
});

test('Node 20.19 and newer are accepted, older ones named', () => {
  for (const version of ['20.19.0', '22.1.0', '24.0.0']) assert.doesNotThrow(() => requireNode(version));
  for (const version of ['20.18.9', '18.20.0'])
    assert.throws(() => requireNode(version), { message: new RegExp(version) });
});
