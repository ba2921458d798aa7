import { ref, watch } from 'vue';
import { ApiProblem, connection, newId } from '@/shared/api';

/** How long an unanswered step waits before it is sent again; a line that comes back ends the wait. Milliseconds. */
const TRY_AGAIN_MS = 4_000;

async function lineIsBack(): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(end, TRY_AGAIN_MS);
    const stop = watch(connection, (state) => state === 'online' && end());
  });
}

/**
 * Sends the steps of each ticket one after the other. A step without an answer is kept and sent again under the same
 * key until the server has a say in it, so that what was bumped offline stays bumped.
 */
export function createTicketSender() {
  const chains = new Map<string, Promise<void>>();
  const waiting = ref<ReadonlySet<string>>(new Set());

  function mark(ticketId: string, isWaiting: boolean): void {
    if (waiting.value.has(ticketId) === isWaiting) return;
    const next = new Set(waiting.value);
    if (isWaiting) next.add(ticketId);
    else next.delete(ticketId);
    waiting.value = next;
  }

  async function untilAnswered<T>(ticketId: string, send: (key: string) => Promise<T>): Promise<T> {
    const key = newId();
    if (connection.value === 'offline') mark(ticketId, true);
    for (;;) {
      try {
        return await send(key);
      } catch (problem) {
        if (!(problem instanceof ApiProblem) || !problem.isUnanswered) throw problem;
        mark(ticketId, true);
        await lineIsBack();
      }
    }
  }

  /** `isLast`: no later step of this ticket is under way, so the answer is what it is now. */
  function queue<T>(
    ticketId: string,
    send: (key: string) => Promise<T>,
    onAnswer: (answer: T, isLast: boolean) => void,
    onRefused: (problem: unknown) => Promise<void>,
  ): void {
    const earlier = chains.get(ticketId) ?? Promise.resolve();
    const run = earlier.then(async () => {
      const isLast = (): boolean => chains.get(ticketId) === run;
      try {
        const answer = await untilAnswered(ticketId, send);
        if (isLast()) mark(ticketId, false);
        onAnswer(answer, isLast());
      } catch (problem) {
        mark(ticketId, false);
        await onRefused(problem);
      }
    });
    chains.set(ticketId, run);
    void run.finally(() => chains.get(ticketId) === run && chains.delete(ticketId));
  }

  return { waiting, queue };
}
