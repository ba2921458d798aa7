import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import test from 'node:test';
import { identityOf, isAlive, stopProcess, waitFor } from '../lib/processes.mjs';
import { createSupervisor, nextPause } from '../lib/supervisor.mjs';

const idle = () => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });

test('F-34 the pauses grow to a quarter of a minute and never end, and begin anew after a steady run', () => {
  const pauses = [];
  for (let crashes = 0, pauseMs; pauses.length < 100;) {
    ({ crashes, pauseMs } = nextPause(crashes, 1_000));
    pauses.push(pauseMs);
  }
  assert.deepEqual(pauses.slice(0, 7), [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  assert.ok(pauses.slice(6).every((pause) => pause === 15_000));
  assert.deepEqual(nextPause(40, 60_000), { crashes: 1, pauseMs: 500 });
});

test('F-34 F-35 what can not be started (its database away, the disk full) is tried again until it can', async () => {
  let isPossible = false;
  let tries = 0;
  const supervisor = createSupervisor({ onGiveUp: () => assert.fail('gave up') });
  const member = {
    name: 'idle',
    child: idle(),
    launch: async () => {
      tries += 1;
      if (!isPossible) throw new Error('no space left on device');
      return idle();
    },
    stop: () => stopProcess(member.child.pid),
  };
  supervisor.add(member);
  const first = member.child.pid;
  process.kill(first, 'SIGKILL');
  assert.ok(await waitFor(() => tries >= 2, 10_000));
  isPossible = true;
  assert.ok(await waitFor(() => member.child.pid !== first, 10_000));
  await supervisor.stopAll();
});

test('F-34 while Meja is only just starting, what crashes again and again is given up', async () => {
  const supervisor = createSupervisor({ isStarting: () => true, onGiveUp: (name) => (given = name) });
  let given = null;
  const broken = () => spawn(process.execPath, ['-e', 'process.exit(1)'], { stdio: 'ignore' });
  supervisor.add({ name: 'broken', child: broken(), launch: async () => broken(), stop: async () => true });
  assert.ok(await waitFor(() => given === 'broken', 40_000, 200));
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
