import assert from 'node:assert/strict';
import test from 'node:test';
import { formatLogins, parseLogins } from '../lib/logins.mjs';
import { redisConfig } from '../lib/redis.mjs';
import { hidePassword } from '../lib/infrastructure.mjs';
import { formatDuration } from '../lib/log.mjs';

test('log-ins are the JSON lines with e-mail and password; the rest of the output is passed over', () => {
  const output = [
    'seeding {…}',
    '{"business":"Kopi Senja","role":"KASIR","email":"kasir@senja.test","password":"rahasia-1"}',
    '{"level":"info","message":"done"}',
    '{ broken',
    '{"role":"SUPER_ADMIN","email":"root@meja.test","password":"p"}',
  ].join('\n');
  const logins = parseLogins(output);
  assert.equal(logins.length, 2);
  assert.deepEqual(formatLogins(logins), [
    'Business    Role         E-mail            Password',
    '──────────  ───────────  ────────────────  ─────────',
    'Kopi Senja  KASIR        kasir@senja.test  rahasia-1',
    '–           SUPER_ADMIN  root@meja.test    p',
  ]);
});

test('a folder with spaces and quotes stays one word in the configuration of Redis', () => {
  const text = redisConfig({ folder: '/srv/my "own" meja', port: 1, password: 'x', durable: true });
  assert.ok(text.includes('dir "/srv/my \\"own\\" meja"\n'));
  assert.ok(text.includes('appendonly yes\n'));
  assert.ok(text.includes('maxmemory-policy noeviction\n'));
});

test('a password in a URL is not shown', () => {
  assert.equal(hidePassword('postgres://u:secret@h:1/d'), 'postgres://u:***@h:1/d');
  assert.equal(hidePassword('redis://h:1'), 'redis://h:1');
});

test('durations read like speech', () => {
  assert.deepEqual([430, 9_949, 12_400, 59_600, 185_000].map(formatDuration), [
    '0.4 s',
    '9.9 s',
    '12 s',
    '1 min 00 s',
    '3 min 05 s',
  ]);
});
