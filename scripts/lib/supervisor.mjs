/** Keeps processes running: starts them again after a crash, with growing pauses, and gives up after a few. */
import { dim, fail, formatDuration, say, warn } from './log.mjs';
import { tailOf, wait } from './processes.mjs';

const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];
const STEADY_AFTER_MS = 60_000;

/** The pause before the next start, or null to give up. A process that ran steadily begins anew. */
export function nextPause(crashes, ranMs) {
  const earlier = ranMs >= STEADY_AFTER_MS ? 0 : crashes;
  return { crashes: earlier + 1, pauseMs: PAUSES_MS[earlier] ?? null };
}

/**
 * @param {{ onStart?: (name: string, pid: number) => void, onGiveUp: (name: string) => void }} options
 */
export function createSupervisor({ onStart = () => undefined, onGiveUp }) {
  const members = [];
  let isStopping = false;

  function watch(member) {
    const started = Date.now();
    onStart(member.name, member.child.pid);
    member.child.once('exit', (code, signal) => {
      if (!isStopping) void revive(member, Date.now() - started, signal ?? `code ${code}`);
    });
    // It may have ended before anyone listened.
    if (member.child.exitCode !== null || member.child.signalCode !== null)
      member.child.emit('exit', member.child.exitCode);
  }

  async function revive(member, ranMs, reason) {
    const lines = member.log ? tailOf(member.log) : '';
    warn(
      `${member.name} ended by itself (${reason}) after ${formatDuration(ranMs)}${lines ? '; its last lines:' : '.'}`,
    );
    for (const line of lines.split('\n').filter(Boolean)) say(`  ${dim(line)}`);
    const { crashes, pauseMs } = nextPause(member.crashes, ranMs);
    member.crashes = crashes;
    if (pauseMs === null) {
      fail(`${member.name} keeps ending; giving up.`);
      onGiveUp(member.name);
      return;
    }
    await wait(pauseMs);
    if (isStopping) return;
    try {
      say(`Starting ${member.name} again`);
      member.child = await member.launch();
      if (isStopping) await member.stop();
      else watch(member);
    } catch (error) {
      fail(`${member.name}: ${error.message}`);
      onGiveUp(member.name);
    }
  }

  return {
    /**
     * Takes a running process into care.
     * @param {{ name: string, child: object, launch: () => Promise<object>, stop: () => Promise<unknown>, log?: string }} member
     */
    add: (member) => {
      members.push(Object.assign(member, { crashes: 0 }));
      watch(member);
    },
    /** Stops all, the last added first. */
    stopAll: async () => {
      isStopping = true;
      for (const member of members.splice(0).reverse()) {
        say(`${dim('•')} Stopping ${member.name}`);
        await member.stop();
      }
    },
  };
}
