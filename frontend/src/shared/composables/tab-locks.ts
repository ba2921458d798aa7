/** A lock among the tabs of one browser. */
export interface TabLock {
  /** Waits until it is free, or takes it at once (`steal`); false where the signal ended the wait. */
  request: (how: { signal: AbortSignal } | { steal: true }) => Promise<boolean>;
  release: () => void;
  /** Lets go, and asks and answers no more. */
  close: () => void;
}

/** The browser's own locks: it frees them when a tab ends, however it ends. `lost`: another tab stole it. */
export function webLock(name: string, lost: () => void): TabLock {
  let free: (() => void) | null = null;

  function request(how: { signal: AbortSignal } | { steal: true }): Promise<boolean> {
    return new Promise((resolve, reject) => {
      let isGranted = false;
      const hold = (): Promise<void> => {
        isGranted = true;
        resolve(true);
        return new Promise((done) => (free = done));
      };
      navigator.locks.request(name, how, hold).catch((error: Error) => {
        if (isGranted) {
          free = null;
          lost();
        } else if (error.name === 'AbortError') {
          resolve(false);
        } else {
          reject(error);
        }
      });
    });
  }

  function release(): void {
    free?.();
    free = null;
  }

  return { request, release, close: release };
}

/** How long a tab that has it may take to say so. */
const SPEAKS_WITHIN_MS = 150;

interface Said {
  word: 'who' | 'mine' | 'free' | 'taken';
  from: string;
}

/**
 * Where the browser has no locks (a page over plain HTTP from another machine), the tabs agree by word of mouth: who has
 * it says so. Of two that ask at once the one with the lesser name goes first; whoever takes it last has it.
 */
export function spokenLock(name: string, lost: () => void): TabLock {
  const channel = new BroadcastChannel(`${name}.lock`);
  const me = `${performance.timeOrigin + performance.now()}.${Math.random()}`;
  const say = (word: Said['word']): void => channel.postMessage({ word, from: me });
  let isHeld = false;
  let asking: { taken: () => void; free: () => void } | null = null;

  channel.onmessage = ({ data: { word, from } }: MessageEvent<Said>) => {
    if (word === 'who' && isHeld) say('mine');
    if (word === 'mine' || word === 'taken' || (word === 'who' && from < me)) asking?.taken();
    if (word === 'free') asking?.free();
    if (word === 'taken' && isHeld) {
      isHeld = false;
      lost();
    }
  };

  function take(): true {
    isHeld = true;
    say('taken');
    return true;
  }

  function wait(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      let quiet: ReturnType<typeof setTimeout>;
      const end = (isMine: boolean): void => {
        clearTimeout(quiet);
        asking = null;
        resolve(isMine ? take() : false);
      };
      const askAll = (): void => {
        clearTimeout(quiet);
        quiet = setTimeout(() => end(true), SPEAKS_WITHIN_MS);
        say('who');
      };
      asking = { taken: () => clearTimeout(quiet), free: askAll };
      signal.addEventListener('abort', () => asking && end(false), { once: true });
      askAll();
    });
  }

  function release(): void {
    if (!isHeld) return;
    isHeld = false;
    say('free');
  }

  // A page that goes must not be waited for; where it comes back, it may have missed who took it.
  function leave(): void {
    if (!isHeld) return;
    release();
    lost();
  }
  addEventListener('pagehide', leave);

  return {
    request: (how) => ('signal' in how ? wait(how.signal) : Promise.resolve(take())),
    release,
    close() {
      release();
      removeEventListener('pagehide', leave);
      channel.close();
    },
  };
}
