/** Keeps processes running: starts them again after a crash, with growing pauses, for as long as it is asked to. */
import { dim, fail, formatDuration, say, warn } from './log.mjs';
import { tailOf, wait } from './processes.mjs';

const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];
const STEADY_AFTER_MS = 60_000;
/** While Meja is only just being started, this many crashes in a row mean that it will not. */
const CRASHES_AT_START = 5;

/** The pause before the next start; it grows to 15 s and no further. A process that ran steadily begins anew. */
export function nextPause(crashes, ranMs) {
  const earlier = ranMs >= STEADY_AFTER_MS ? 0 : crashes;
  return { crashes: earlier + 1, pauseMs: PAUSES_MS[Math.min(earlier, PAUSES_MS.length - 1)] };
}

/**
 * @param {{ onStart?: (name: string, pid: number) => void, isStarting?: () => boolean,
 *   onGiveUp?: (name: string) => void }} options while `isStarting` says so, a process that crashes five times in a row
 *   is given up; later none ever is, since what it lacks (a database, room on the disk) comes back
 */
export function createSupervisor({
  onStart = () => undefined,
  isStarting = () => false,
  onGiveUp = () => undefined,
}) {
  const members = [];
  let isStopping = false;

  function watch(member) {
    const started = Date.now();
    onStart(member.name, member.child.pid);
    const { child } = member;
    let hasEnded = false;
    const onEnd = (code, signal) => {
      if (hasEnded) return;
      hasEnded = true;
      if (!isStopping) void revive(member, Date.now() - started, signal ?? `code ${code}`);
    };
    child.once('exit', onEnd);
    // It may have ended before anyone listened.
    if (child.exitCode !== null || child.signalCode !== null) onEnd(child.exitCode, child.signalCode);
  }

  function tellEnd(member, ranMs, reason) {
    const lines = member.log ? tailOf(member.log) : '';
    warn(
      `${member.name} ended by itself (${reason}) after ${formatDuration(ranMs)}${lines ? '; its last lines:' : '.'}`,
    );
    for (const line of lines.split('\n').filter(Boolean)) say(`  ${dim(line)}`);
  }

  async function revive(member, ranMs, reason) {
    tellEnd(member, ranMs, reason);
    for (let ran = ranMs; ; ran = 0) {
      const { crashes, pauseMs } = nextPause(member.crashes, ran);
      member.crashes = crashes;
      if (crashes > CRASHES_AT_START && isStarting()) {
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
        return;
      } catch (error) {
        fail(`${member.name} could not be started: ${error.message}`);
      }
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
