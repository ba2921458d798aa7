import type { Id, Money, OrderDto } from '@meja/domain';
import { type Ref, shallowRef } from 'vue';
import type { BasketState, Tender } from './basket.types';
import { markOf, meetOrder } from './meet-order';
import type { OrderChange } from './order-changes';

/** What a basket knows of its way to the server and back, and of what others do to its order meanwhile. */
export function useFlight(state: Ref<BasketState>) {
  /** Lines on their way to the server: they stay as they are until its answer. */
  const sending = shallowRef<ReadonlySet<Id>>(new Set());
  /** What others changed in the stored order, until somebody took note of it. */
  const changes = shallowRef<readonly OrderChange[]>([]);
  /** What the person at the till knows to be due, and what was recorded here since. */
  const agreed = shallowRef<{ due: Money; recorded: Money } | null>(null);

  /** Notes payments anew that are known not to be recorded. */
  function noteAgain(tenders: Tender[]): void {
    const tried = { ...state.value.tried };
    for (const { id } of state.value.tenders) delete tried[id];
    state.value.tried = tried;
    state.value.tenders = tenders;
  }

  /**
   * Goes on with the stored order as it is now: what it already holds is no longer a new line, and what others changed
   * is taken in and told. `mine` are ids of what was just done here. Another order's answer comes too late and changes
   * nothing.
   */
  function adopt(order: OrderDto, mine: Iterable<Id> = []): void {
    if (order.id !== state.value.orderId) return;
    const met = meetOrder(state.value, order, mine);
    state.value = met.state;
    const more = [...met.grown].filter(([from]) => sending.value.has(from)).map(([, to]) => to);
    if (more.length > 0) sending.value = new Set([...sending.value, ...more]);
    if (met.changes.length > 0) changes.value = [...changes.value, ...met.changes];
    if (agreed.value) agreed.value = { ...agreed.value, recorded: agreed.value.recorded + met.recorded };
  }

  /** The person has taken note of what others changed. */
  function dismissChanges(): void {
    changes.value = [];
  }

  /** The person at the till has seen that this much is due. */
  function agree(due: Money | null): void {
    agreed.value = due === null ? null : { due, recorded: 0 };
  }

  /** Keeps what is about to be sent as it is, and that it may have arrived from now on. */
  function beginSending(): void {
    const { lines, tenders, tried = {} } = state.value;
    sending.value = new Set(lines.map(({ id }) => id));
    const marks = lines.map((line) => [line.id, [...new Set([...(tried[line.id] ?? []), markOf(line)])]]);
    state.value.tried = {
      ...tried,
      ...(Object.fromEntries(marks) as Record<Id, string[]>),
      ...Object.fromEntries(tenders.map(({ id }) => [id, []])),
    };
  }

  const endSending = (): void => {
    sending.value = new Set();
  };

  /** Whether something went out and no answer told what became of it. */
  const isInDoubt = (id: Id): boolean => state.value.tried?.[id] !== undefined;

  function forget(): void {
    agreed.value = null;
    changes.value = [];
  }

  return {
    sending,
    changes,
    agreed,
    adopt,
    dismissChanges,
    agree,
    beginSending,
    endSending,
    isInDoubt,
    noteAgain,
    forget,
  };
}
