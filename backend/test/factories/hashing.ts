import { Worker } from 'node:worker_threads';

/** One hash that was made, or one that a text was held against (`stored`). */
export interface HashingTask {
  text: string;
  rounds?: number;
  stored?: string;
}

export interface HashingWatch {
  /** What the threads for hashing were given since the watch began or was cleared. */
  tasks(): HashingTask[];
  /** Of these the hashes that a text was held against. */
  compared(): string[];
  clear(): void;
  end(): void;
}

/** Watches what is given to the threads for hashing in this process. */
export function watchHashing(): HashingWatch {
  const spy = jest.spyOn(Worker.prototype, 'postMessage');
  const tasks = () =>
    spy.mock.calls
      .map(([message]) => message as Partial<HashingTask>)
      .filter((message): message is HashingTask => typeof message.text === 'string');
  return {
    tasks,
    compared: () => tasks().flatMap(({ stored }) => (stored === undefined ? [] : [stored])),
    clear: () => spy.mockClear(),
    end: () => spy.mockRestore(),
  };
}
