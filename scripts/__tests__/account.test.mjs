import assert from 'node:assert/strict';
import test from 'node:test';
import { candidateAccounts, parsePasswd } from '../lib/account.mjs';

const passwd = parsePasswd(
  [
    'root:x:0:0:root:/root:/bin/bash',
    'nobody:x:65534:65534::/:/bin/false',
    'postgres:x:101:104::/:',
    '',
    'eka:x:1000:1000::/home/eka:',
  ].join('\n'),
);
const names = (accounts) => accounts.map(({ name }) => name);

test('the owner of the data comes first, then the usual service accounts', () => {
  assert.deepEqual(names(candidateAccounts(passwd, [{ uid: 1000, gid: 1000 }])), [
    'eka',
    'postgres',
    'nobody',
  ]);
});

test('root owns much but never becomes the account', () => {
  assert.deepEqual(names(candidateAccounts(passwd, [{ uid: 0, gid: 0 }])), ['postgres', 'nobody']);
});

test('an owner without an entry is used by number, and nobody is named twice', () => {
  const accounts = candidateAccounts(passwd, [
    { uid: 4711, gid: 5 },
    { uid: 101, gid: 104 },
  ]);
  assert.deepEqual(names(accounts), ['uid 4711', 'postgres', 'nobody']);
  assert.deepEqual(accounts[0], { name: 'uid 4711', uid: 4711, gid: 5 });
});
