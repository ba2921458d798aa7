import assert from 'node:assert/strict';
import test from 'node:test';
import { runSteps, selectSteps } from '../lib/scheduler.mjs';

/** Runs steps that take one turn of the event loop each; returns what happened in order. */
async function trace(steps, { failing = [], atOnce = 2 } = {}) {
  const events = [];
  let most = 0;
  let now = 0;
  await runSteps(steps, {
    atOnce,
    work: async (step) => {
      events.push(`+${step.name}`);
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      events.push(`-${step.name}`);
      return !failing.includes(step.name);
    },
    skip: (step, need) => events.push(`${step.name} without ${need}`),
  });
  return { events, most };
}

test('a step begins after what it needs, and no more than two run at once', async () => {
  const steps = [{ name: 'c', needs: ['a'] }, { name: 'a' }, { name: 'b' }, { name: 'd' }];
  const { events, most } = await trace(steps);
  assert.ok(events.indexOf('+c') > events.indexOf('-a'));
  assert.equal(most, 2);
  assert.equal(events.length, 8);
});

test('what needs a failed step is told and does not run, nor what needs that; `after` only waits', async () => {
  const steps = [
    { name: 'a' },
    { name: 'b', needs: ['a'] },
    { name: 'c', needs: ['b'] },
    { name: 'd', after: ['a', 'c'] },
  ];
  const { events } = await trace(steps, { failing: ['a'] });
  assert.deepEqual(events, ['+a', '-a', 'b without a', 'c without b', '+d', '-d']);
});

test('a step marked alone shares the machine with none', async () => {
  const { events } = await trace([{ name: 'a' }, { name: 'x', alone: true }, { name: 'b' }]);
  const at = events.indexOf('+x');
  assert.equal(events[at + 1], '-x');
  assert.equal(events.slice(0, at).filter((event) => event.startsWith('+')).length * 2, at);
});

test('steps that wait for one another are an error, not a silence', async () => {
  await assert.rejects(
    trace([
      { name: 'a', needs: ['b'] },
      { name: 'b', needs: ['a'] },
    ]),
    /wait for one another: a, b/,
  );
});

test('choosing steps brings what they need and keeps the order; an unknown name is refused', () => {
  const steps = [
    { name: 'a' },
    { name: 'b', needs: ['a'] },
    { name: 'c', needs: ['b'], after: ['z'] },
    { name: 'z' },
  ];
  assert.deepEqual(
    selectSteps(steps, ['c']).map(({ name }) => name),
    ['a', 'b', 'c'],
  );
  assert.equal(selectSteps(steps, undefined).length, 4);
  assert.deepEqual(
    selectSteps([{ name: 'types-a' }, { name: 'types-b' }, { name: 'typesetting' }], ['types']),
    [{ name: 'types-a' }, { name: 'types-b' }],
  );
  assert.throws(() => selectSteps(steps, ['q']), /no step «q»/);
});
