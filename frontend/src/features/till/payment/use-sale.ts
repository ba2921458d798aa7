import type { Money, OrderDto } from '@meja/domain';
import { useQueryClient } from '@tanstack/vue-query';
import { computed, ref, shallowRef } from 'vue';
import { isProblem, newId } from '@/shared/api';
import { format, useI18n } from '@/shared/i18n';
import { showToast, toastError } from '@/shared/ui';
import { withApproval } from '../approval/with-approval';
import { useBasket } from '../basket/basket.store';
import type { Tender } from '../basket/basket.types';
import { isClosed, isSold } from '../basket/meet-order';
import { DueChanged, sendOrder } from '../basket/send-order';
import { tellChange } from '../basket/tell-change';
import { fetchOrder } from '../till.api';
import { noteAgain } from './tender';

/** Where the sale takes place, and what is due there as it stands; null while it can't be priced. */
interface SalePlace {
  outletId: () => string | null;
  remaining: () => Money | null;
  /** Whether the person looks at the payment. */
  isPaying: () => boolean;
}

/** One sale from basket to struk: what is being done with it, and what stood in the way. */
export function useSale({ outletId, remaining, isPaying }: SalePlace) {
  const basket = useBasket();
  const queries = useQueryClient();
  const { t } = useI18n();
  const busy = ref(false);
  const problem = shallowRef<unknown>(null);
  /** The order just paid, until the next one starts. */
  const done = shallowRef<OrderDto | null>(null);
  /** It was seen before: its struk is a copy. */
  const isShownAgain = ref(false);
  /** The order paid last: its change and struk can be had again until the next one is paid. */
  const last = shallowRef<OrderDto | null>(null);

  /** What the bill was when the person at the till last saw it, where it is another one by now. */
  const billChange = computed(() => {
    const { agreed } = basket;
    const left = remaining();
    if (!agreed || left === null || busy.value) return null;
    const after = left + agreed.recorded;
    return after === agreed.due || (left === 0 && after < agreed.due) ? null : { before: agreed.due, after };
  });

  const tellGiveBack = (tenders: readonly Tender[]): void => {
    for (const { method, amount, tendered } of tenders) {
      const about = { method: t(`till.methods.${method}`), amount: format.money(tendered ?? amount) };
      showToast({ tone: 'warn', title: t('till.notedLost', about), durationMs: 0 });
    }
  };

  /** An order that takes nothing more: what was added here meanwhile begins the next one. */
  function leaveClosed(order: OrderDto, isOwn: boolean): void {
    const { lines, tenders } = basket.state;
    const isVoided = order.status === 'VOIDED';
    basket.moveOn({ isSameTable: isVoided || !isOwn });
    if (lines.length === 0) tellGiveBack(tenders);
    if (isOwn && !isVoided) {
      isShownAgain.value = false;
      done.value = order;
      last.value = order;
      return;
    }
    const params = { number: order.number, count: lines.length };
    const said = `till.closed.${isVoided ? 'voided' : 'paid'}`;
    const text = lines.length ? t('till.closed.moved', params) : undefined;
    showToast({ tone: 'warn', title: t(said, params), ...(text && { text }) });
  }

  /** Takes in the order as it is stored now; what others closed is left. */
  function meet(order: OrderDto, mine: Iterable<string> = []): void {
    if (order.id !== basket.state.orderId) return;
    const before = basket.state;
    basket.adopt(order, mine);
    if (!isClosed(order)) return;
    const own = new Set(before.tenders.map(({ id }) => id));
    const isOwn = before.base === null || order.payments.some(({ id }) => own.has(id));
    leaveClosed(order, isSold(order) && isOwn);
  }

  /** Shows a paid order's change and struk again. */
  function show(order: OrderDto): void {
    isShownAgain.value = true;
    done.value = order;
  }

  /** Runs what is sent, one at a time; what stood in the way is kept to be shown. */
  async function run(work: (outlet: string) => Promise<OrderDto>): Promise<OrderDto | null> {
    const outlet = outletId();
    if (!outlet || busy.value) return null;
    busy.value = true;
    problem.value = null;
    try {
      const order = await work(outlet);
      void queries.invalidateQueries({ queryKey: ['orders'] });
      return order;
    } catch (error) {
      const isDue = error instanceof DueChanged;
      if (!isDue) problem.value = error;
      if (!isPaying()) {
        // Nobody sees the payment any more, where this would be told.
        if (isDue) showToast({ tone: 'warn', title: t('till.bill.stopped'), durationMs: 0 });
        else toastError(error);
      }
      return null;
    } finally {
      busy.value = false;
    }
  }

  const send = (submit: boolean): Promise<OrderDto | null> =>
    run((outlet) => {
      const about = { permission: 'order:discount', outletId: outlet } as const;
      return withApproval(about, (given) => {
        const approval = given ?? basket.approvalForNow();
        return sendOrder(basket, { outletId: outlet, submit, ...(approval && { approval }) });
      });
    });

  /** Sends the order with the payments noted so far; the sale ends where nothing is left to pay. */
  function settle(): Promise<void> {
    return basket.during(async () => {
      const own = new Set(basket.state.tenders.map(({ id }) => id));
      const isNew = basket.state.base === null;
      const order = await send(true);
      if (!order || order.id !== basket.state.orderId || !isClosed(order)) return;
      leaveClosed(order, isSold(order) && (isNew || order.payments.some(({ id }) => own.has(id))));
    });
  }

  /** Notes a payment; where it covers the rest, the sale is recorded. */
  async function pay(tender: Omit<Tender, 'id'>, settles: boolean): Promise<void> {
    if (busy.value || billChange.value) return;
    basket.addTender({ id: newId(), ...tender });
    if (settles) await settle();
  }

  /** The person sees the payment, and with it what is due. */
  function beginPaying(): void {
    problem.value = null;
    basket.agree(remaining());
  }

  /** The person has seen the new bill: cash that was handed over is reckoned against it anew. */
  function agree(settings: Parameters<typeof noteAgain>[2]): void {
    const left = remaining();
    if (left === null) return;
    problem.value = null;
    const { kept, dropped } = noteAgain(left, basket.state.tenders, settings);
    basket.noteAgain(kept);
    basket.agree(left);
    basket.dismissChanges();
    tellGiveBack(dropped);
  }

  /** What of the basket went out without an answer: of an order not stored yet the whole, else lines and payments. */
  function doubtful(): number {
    const { base, lines, tenders, tried = {} } = basket.state;
    if (base === null) return Object.keys(tried).length;
    return [...lines, ...tenders].filter(({ id }) => id in tried).length;
  }

  /**
   * Asks the server what became of what was sent and never answered: `arrived` is taken in. `unknown`: no answer now
   * either.
   */
  async function resolveDoubt(): Promise<'none' | 'arrived' | 'unknown'> {
    const before = doubtful();
    if (busy.value || before === 0) return 'none';
    busy.value = true;
    try {
      const { orderId, base } = basket.state;
      meet(await fetchOrder(orderId));
      const isOther = basket.state.orderId !== orderId || base === null;
      return isOther || doubtful() < before ? 'arrived' : 'none';
    } catch (error) {
      return isProblem(error, 'not_found') ? 'none' : 'unknown';
    } finally {
      busy.value = false;
    }
  }

  /** Takes back a payment that was noted; one that may have arrived is looked for first. */
  function unpay(id: string): Promise<void> {
    return basket.during(async () => {
      problem.value = null;
      if (basket.isInDoubt(id)) {
        const found = await resolveDoubt();
        if (found === 'unknown') showToast({ tone: 'warn', title: t('till.doubt.unknown') });
        if (found === 'arrived' && !basket.state.tenders.some((tender) => tender.id === id)) {
          showToast({ tone: 'warn', title: t('till.doubt.recorded') });
        }
      }
      basket.removeTender(id);
    });
  }

  /** Keeps the order for later, with `submit` in the kitchen; resolves to whether it is kept. */
  function save(submit: boolean): Promise<boolean> {
    return basket.during(async () => {
      const before = new Set(basket.state.base?.items.filter(({ sentAt }) => sentAt).map(({ id }) => id));
      const order = await send(submit);
      if (!order) return false;
      if (isClosed(order)) {
        leaveClosed(order, false);
        return true;
      }
      const sent = order.items.filter(({ id, sentAt }) => sentAt && !before.has(id));
      const isCooked = sent.some(({ stationId }) => stationId !== null);
      const said = !submit ? 'held' : isCooked ? 'kitchen' : 'noKitchen';
      const count = basket.newCount;
      // What was added while it was on its way is still to be sent; what others changed is told before it is gone.
      const told =
        count > 0 ? [t('till.saved.more', { count })] : basket.changes.map((one) => tellChange(t, one));
      const text = told.join('. ');
      showToast({
        title: t(`till.saved.${said}`, { number: order.number }),
        ...(text && { text, durationMs: 9_000 }),
      });
      if (count === 0) basket.startNew();
      return count === 0;
    });
  }

  return {
    busy,
    problem,
    done,
    last,
    billChange,
    isShownAgain,
    show,
    isDone: computed(() => done.value !== null),
    pay,
    unpay,
    settle,
    beginPaying,
    agree,
    meet,
    resolveDoubt,
    save,
    startNext: () => (done.value = null),
  };
}
