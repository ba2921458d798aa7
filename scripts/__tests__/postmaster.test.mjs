import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { clearStaleLock, isPostmasterOf, parsePostmasterFile, processesIn } from '../lib/postmaster.mjs';
import { isAlive } from '../lib/processes.mjs';

test('the lock file tells process, port and state', () => {
  const text = '4242\n/data\n1700000000\n54320\n\n127.0.0.1\n  1234567  65538\nready   \n';
  assert.deepEqual(parsePostmasterFile(text), { pid: 4242, port: 54320, status: 'ready' });
  assert.equal(parsePostmasterFile('4242\n/data\n').status, '');
  assert.equal(parsePostmasterFile(''), null);
});

test('F-33 backends left over from a killed postmaster are ended, whoever else works elsewhere is not', async () => {
  const data = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'meja-left-')));
  // Named as PostgreSQL names its backends, and deaf to the polite signal as a busy one is.
  const busy = `process.title = 'postgres: meja meja 127.0.0.1(1) SELECT'; process.on('SIGTERM', () => {}); process.stdout.write('on'); setInterval(() => {}, 1000)`;
  const backend = spawn(process.execPath, ['-e', busy, 'postgres'], {
    cwd: data,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const other = spawn(process.execPath, ['-e', busy, 'postgres'], {
    cwd: os.tmpdir(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await Promise.all([once(backend.stdout, 'data'), once(other.stdout, 'data')]);
    fs.writeFileSync(path.join(data, 'postmaster.pid'), `999999999\n${data}\n1\n1\n`);
    assert.deepEqual(processesIn(data), [backend.pid]);
    const reports = [];
    await clearStaleLock(data, (text) => reports.push(text));
    assert.equal(isAlive(backend.pid), false);
    assert.equal(isAlive(other.pid), true);
    assert.equal(fs.existsSync(path.join(data, 'postmaster.pid')), false);
    assert.equal(reports.length, 2);
  } finally {
    backend.kill('SIGKILL');
    other.kill('SIGKILL');
    fs.rmSync(data, { recursive: true, force: true });
  }
});

test('a lock whose number belongs to another program by now is removed, and that program left alone', async () => {
  const data = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'meja-lock-')));
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { cwd: os.tmpdir() });
  try {
    await once(other, 'spawn');
    fs.writeFileSync(path.join(data, 'postmaster.pid'), `${other.pid}\n${data}\n1\n1\n`);
    assert.equal(isPostmasterOf(other.pid, data), false);
    const reports = [];
    await clearStaleLock(data, (text) => reports.push(text));
    assert.equal(fs.existsSync(path.join(data, 'postmaster.pid')), false);
    assert.equal(other.exitCode, null);
    assert.equal(reports.length, 1);
  } finally {
    other.kill('SIGKILL');
    fs.rmSync(data, { recursive: true, force: true });
  }
});
