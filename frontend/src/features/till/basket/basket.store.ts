import type { ApprovalBody, Discount, MenuDto, MenuProductDto, OrderDto, OrderType } from '@meja/domain';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { newId } from '@/shared/api';
import { onSessionEnd } from '@/shared/composables/session-end';
import type { BasketLine, BasketState, LineChoice, Tender } from './basket.types';
import { findTwin, lineOf, priceForOne, refreshLine } from './basket-lines';
import { type BasketPlace, clearBaskets, keyOf, readBasket, writeBasket } from './basket-storage';
import { fingerprint } from './fingerprint';
import { useFlight } from './use-flight';
import { labelOf } from './order-label';

function emptyBasket(type: OrderType): BasketState {
  return {
    orderId: newId(),
    type,
    queueName: '',
    discount: null,
    lines: [],
    tenders: [],
    base: null,
    keys: {},
  };
}

/**
 * What is being rung up. It survives a reload, per person and place, until they sign out. One tab has it open at a time
 * (`till-tab.store`): only that one writes it.
 */
export const useBasket = defineStore('basket', () => {
  const state = ref<BasketState>(emptyBasket('DINE_IN'));
  const owner = ref<BasketPlace | null>(null);
  const underway = new Set<Promise<unknown>>();
  const isUnderway = shallowRef(false);
  /** The basket that the storage refused: only this page has it. */
  let unkept: string | null = null;
  let firstType: OrderType = 'DINE_IN';
  /** Never stored: it holds a PIN. */
  let approved: { approval: ApprovalBody; content: string } | null = null;
  const flight = useFlight(state);

  const isEmpty = computed(() => state.value.lines.length === 0 && state.value.base === null);
  const newCount = computed(() => state.value.lines.length);

  watch(
    state,
    (value) => {
      if (owner.value) unkept = writeBasket(owner.value, value) ? null : keyOf(owner.value);
    },
    { deep: true, flush: 'sync' },
  );

  /** Takes up the basket of this person in this outlet; `type` is where a new one starts. */
  function open(place: BasketPlace, type: OrderType): void {
    firstType = type;
    if (owner.value && keyOf(owner.value) === keyOf(place)) return;
    owner.value = null;
    if (unkept !== keyOf(place)) state.value = readBasket(place) ?? emptyBasket(type);
    owner.value = place;
  }

  /** Leaves it as it is stored: what this tab does from now on is not written. */
  function close(): void {
    owner.value = null;
    if (!unkept) state.value = emptyBasket(firstType);
  }

  /** Runs what must come to its end before another tab may have the basket. */
  async function during<T>(work: () => Promise<T>): Promise<T> {
    const running = work();
    underway.add(running);
    isUnderway.value = true;
    try {
      return await running;
    } finally {
      underway.delete(running);
      isUnderway.value = underway.size > 0;
    }
  }

  /** Resolves once nothing is underway. */
  async function settled(): Promise<void> {
    while (underway.size > 0) await Promise.allSettled(underway);
  }

  /** Adds a product; joins an equal line. Returns the line's id. */
  function add(product: MenuProductDto, choice: LineChoice): string {
    const line = lineOf(newId(), product, choice);
    const joinable = state.value.lines.filter(({ id }) => !flight.sending.value.has(id));
    const twin = findTwin(joinable, line);
    if (twin) {
      twin.quantityMilli += line.quantityMilli;
      return twin.id;
    }
    state.value.lines.push(line);
    return line.id;
  }

  function replace(line: BasketLine): void {
    if (flight.sending.value.has(line.id)) return;
    state.value.lines = state.value.lines.map((entry) => (entry.id === line.id ? line : entry));
  }

  /** Sets a line's quantity; zero or less removes it. Returns what was removed, to put it back. */
  function setQuantity(id: string, quantityMilli: number): BasketLine | null {
    if (flight.sending.value.has(id)) return null;
    if (quantityMilli <= 0) return remove(id);
    const line = state.value.lines.find((entry) => entry.id === id);
    if (line) line.quantityMilli = quantityMilli;
    return null;
  }

  function remove(id: string): BasketLine | null {
    if (flight.sending.value.has(id)) return null;
    const line = state.value.lines.find((entry) => entry.id === id) ?? null;
    state.value.lines = state.value.lines.filter((entry) => entry.id !== id);
    return line;
  }

  function putBack(line: BasketLine): void {
    if (!state.value.lines.some((entry) => entry.id === line.id)) state.value.lines.push(line);
  }

  function setDiscount(discount: Discount | null): void {
    state.value.discount = discount;
  }

  /** What an approval was given for; anything else of it asks again. */
  const contentNow = (): string => {
    const { orderId, discount, lines, base } = state.value;
    return fingerprint({ orderId, discount, lines, version: base?.version });
  };

  /** Remembers, in memory alone, that somebody stands by for this basket as it is now. */
  function approve(approval: ApprovalBody): void {
    approved = { approval, content: contentNow() };
  }

  const approvalForNow = (): ApprovalBody | undefined =>
    approved?.content === contentNow() ? approved.approval : undefined;

  function addTender(tender: Tender): void {
    state.value.tenders.push(tender);
  }

  function removeTender(id: string): void {
    state.value.tenders = state.value.tenders.filter((tender) => tender.id !== id);
  }

  /** Names and prices of new lines follow a changed menu; answers those that cost something else now. */
  function follow(menu: MenuDto): BasketLine[] {
    const before = new Map(state.value.lines.map((line) => [line.id, priceForOne(line)]));
    state.value.lines = state.value.lines.map((line) => refreshLine(line, menu));
    return state.value.lines.filter((line) => before.get(line.id) !== priceForOne(line));
  }

  /** Opens a stored order in an empty basket. */
  function reopen(order: OrderDto): void {
    forget();
    state.value = {
      ...emptyBasket(order.type),
      orderId: order.id,
      queueName: labelOf(order),
      discount: order.discount,
      base: order,
    };
  }

  /** The idempotency key for this content of this basket: the same content, the same key. */
  function keyFor(purpose: string, body: unknown): string {
    const name = `${purpose}:${fingerprint(body)}`;
    const known = state.value.keys[name];
    if (known) return known;
    const key = newId();
    state.value.keys[name] = key;
    return key;
  }

  function forget(): void {
    approved = null;
    flight.forget();
  }

  /** Starts the next order. */
  function startNew(): void {
    forget();
    state.value = emptyBasket(firstType);
  }

  /** Starts the next order with what was added meanwhile, and with money that was noted and went nowhere. */
  function moveOn({ isSameTable }: { isSameTable: boolean }): void {
    const { lines, tenders, type, queueName } = state.value;
    forget();
    state.value = {
      ...emptyBasket(firstType),
      ...(isSameTable && { type, queueName }),
      lines: lines.map((line) => ({ ...line, id: newId() })),
      tenders: lines.length ? tenders : [],
    };
  }

  function $reset(): void {
    forget();
    owner.value = null;
    state.value = emptyBasket(firstType);
  }

  onSessionEnd((reason) => {
    if (reason === 'signed-out') clearBaskets();
  });

  return {
    state,
    sending: flight.sending,
    changes: flight.changes,
    agreed: flight.agreed,
    adopt: flight.adopt,
    dismissChanges: flight.dismissChanges,
    agree: flight.agree,
    beginSending: flight.beginSending,
    endSending: flight.endSending,
    isInDoubt: flight.isInDoubt,
    noteAgain: flight.noteAgain,
    isEmpty,
    newCount,
    isUnderway,
    open,
    close,
    during,
    settled,
    add,
    replace,
    setQuantity,
    remove,
    putBack,
    setDiscount,
    approve,
    approvalForNow,
    addTender,
    removeTender,
    follow,
    reopen,
    keyFor,
    startNew,
    moveOn,
    $reset,
  };
});
