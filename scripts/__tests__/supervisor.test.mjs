import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import test from 'node:test';
import { identityOf, isAlive, stopProcess, waitFor } from '../lib/processes.mjs';
import { createSupervisor, nextPause } from '../lib/supervisor.mjs';

const idle = () => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });

test('the pauses grow, end after a few crashes, and begin anew after a steady run', () => {
  const pauses = [];
  for (let crashes = 0, pauseMs = 0; pauseMs !== null;) {
    ({ crashes, pauseMs } = nextPause(crashes, 1_000));
    pauses.push(pauseMs);
  }
  assert.deepEqual(pauses, [500, 1_000, 2_000, 4_000, 8_000, null]);
  assert.deepEqual(nextPause(4, 60_000), { crashes: 1, pauseMs: 500 });
});

test('a killed process is started again, and stopping ends the new one', async () => {
  const started = [];
  const supervisor = createSupervisor({
    onStart: (_, pid) => started.push(pid),
    onGiveUp: () => assert.fail('gave up'),
  });
  const member = {
    name: 'idle',
    child: idle(),
    launch: async () => idle(),
    stop: () => stopProcess(member.child.pid),
  };
  supervisor.add(member);
  process.kill(started[0], 'SIGKILL');
  assert.ok(await waitFor(() => started.length === 2, 10_000));
  assert.equal(isAlive(started[0]), false);
  await supervisor.stopAll();
  assert.equal(isAlive(started[1]), false);
});

test('a process is told from a later one with its number by the moment it began', async () => {
  const child = idle();
  await once(child, 'spawn');
  const identity = identityOf(child.pid);
  assert.ok(identity);
  assert.equal(identityOf(child.pid), identity);
  assert.notEqual(identity, identityOf(process.pid));
  assert.equal(await stopProcess(child.pid), true);
  assert.equal(identityOf(child.pid), null);
});
