import { type TabLock, spokenLock, webLock } from './tab-locks';

/** How long a tab that had it may take to be gone: a reload's former page lets go a moment after. */
const GONE_WITHIN_MS = 400;
/** How long the tab that has it may take to answer; a frozen one never does. */
const ANSWERS_WITHIN_MS = 1_500;
/** How long it may then take to finish what it is doing: longer than any request lives. */
const FINISHES_WITHIN_MS = 40_000;

type Word = 'give' | 'wait' | 'taken';

export interface OneTab {
  /** Takes it if no other tab has it; answers whether this one has it now. */
  ask: () => Promise<boolean>;
  /** Takes it from the tab that has it: that one finishes first and lets go; one that gives no answer loses it. */
  takeOver: () => Promise<void>;
  /** Lets go of it for good. */
  close: () => void;
}

interface Holder {
  /** Another tab asks for it: resolves once nothing is left to finish. */
  finish: () => Promise<void>;
  /** It goes to another tab now, given or taken. */
  lost: () => void;
}

/** Something of this browser that one tab works on at a time, known to all tabs by its name. */
export function forOneTab(name: string, holder: Holder): OneTab {
  // Absent where the page came over plain HTTP from another machine.
  const locks: LockManager | null | undefined = navigator.locks;
  const channel = new BroadcastChannel(name);
  const say = (word: Word): void => channel.postMessage(word);
  let isHeld = false;
  /** Counts how often it was had, so that a promise to give away one time does not give away the next. */
  let term = 0;
  let giving = 0;
  let patience: { extend: () => void; again: () => void } | null = null;

  const lock: TabLock = (locks ? webLock : spokenLock)(name, () => {
    isHeld = false;
    holder.lost();
  });

  async function give(): Promise<void> {
    say('wait');
    if (giving === term) return;
    const mine = (giving = term);
    await holder.finish();
    if (!isHeld || term !== mine) return;
    isHeld = false;
    holder.lost();
    lock.release();
  }

  function take(): void {
    isHeld = true;
    term += 1;
  }

  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data === 'give' && isHeld) void give();
    if (data === 'wait') patience?.extend();
    if (data === 'taken') patience?.again();
  };

  async function wait(ms: number, mayExtend: boolean): Promise<boolean> {
    const giveUp = new AbortController();
    let timer = setTimeout(() => giveUp.abort(), ms);
    const restart = (next: number) => () => {
      clearTimeout(timer);
      timer = setTimeout(() => giveUp.abort(), next);
    };
    if (mayExtend) {
      const again = (): void => {
        restart(ANSWERS_WITHIN_MS)();
        say('give');
      };
      patience = { extend: restart(FINISHES_WITHIN_MS), again };
    }
    try {
      return await lock.request({ signal: giveUp.signal });
    } finally {
      clearTimeout(timer);
      patience = null;
    }
  }

  async function ask(): Promise<boolean> {
    if (!isHeld && (await wait(GONE_WITHIN_MS, false))) take();
    return isHeld;
  }

  async function takeOver(): Promise<void> {
    if (isHeld) return;
    say('give');
    if (!(await wait(ANSWERS_WITHIN_MS, true))) await lock.request({ steal: true });
    take();
    say('taken');
  }

  function close(): void {
    isHeld = false;
    lock.close();
    channel.close();
  }

  return { ask, takeOver, close };
}
