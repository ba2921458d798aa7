import type { OrderDto } from '@meja/domain';
import { useQueryClient } from '@tanstack/vue-query';
import { computed, ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { newId } from '@/shared/api';
import { showToast, toastError } from '@/shared/ui';
import { withApproval } from '../approval/with-approval';
import { useBasket } from '../basket/basket.store';
import type { Tender } from '../basket/basket.types';
import { sendOrder } from '../basket/send-order';

/** One sale from basket to struk: what is being done with it, and what stood in the way. */
export function useSale(outletId: () => string | null) {
  const basket = useBasket();
  const queries = useQueryClient();
  const { t } = useI18n();
  const busy = ref(false);
  const problem = shallowRef<unknown>(null);
  /** The order just paid, until the next one starts. */
  const done = shallowRef<OrderDto | null>(null);
  /** The order paid last: its change and struk can be had again until the next one is paid. */
  const last = shallowRef<OrderDto | null>(null);

  async function send(submit: boolean): Promise<OrderDto | null> {
    const outlet = outletId();
    if (!outlet || busy.value) return null;
    busy.value = true;
    problem.value = null;
    try {
      const about = { permission: 'order:discount', outletId: outlet } as const;
      const order = await withApproval(about, (given) => {
        const approval = given ?? basket.approvalForNow();
        return sendOrder(basket, { outletId: outlet, submit, ...(approval && { approval }) });
      });
      void queries.invalidateQueries({ queryKey: ['orders'] });
      return order;
    } catch (error) {
      problem.value = error;
      return null;
    } finally {
      busy.value = false;
    }
  }

  function finish(order: OrderDto): void {
    done.value = order;
    last.value = order;
    basket.startNew();
  }

  /** Sends the order with the payments noted so far; the sale ends where nothing is left to pay. */
  function settle(): Promise<void> {
    return basket.during(async () => {
      const order = await send(true);
      if (order && order.dueTotal <= 0) finish(order);
    });
  }

  /** Notes a payment; where it covers the rest, the sale is recorded. */
  async function pay(tender: Omit<Tender, 'id'>, settles: boolean): Promise<void> {
    if (busy.value) return;
    basket.addTender({ id: newId(), ...tender });
    if (settles) await settle();
  }

  /** Takes back a payment that was noted and not recorded yet. */
  function unpay(id: string): void {
    problem.value = null;
    basket.removeTender(id);
  }

  /** Keeps the order for later: with a table it goes to the kitchen, otherwise it only waits. */
  function save(submit: boolean): Promise<boolean> {
    return basket.during(async () => {
      const before = new Set(basket.state.base?.items.filter(({ sentAt }) => sentAt).map(({ id }) => id));
      const order = await send(submit);
      if (!order) {
        toastError(problem.value);
        return false;
      }
      const sent = order.items.filter(({ id, sentAt }) => sentAt && !before.has(id));
      const isCooked = sent.some(({ stationId }) => stationId !== null);
      const said = !submit ? 'held' : isCooked ? 'kitchen' : 'noKitchen';
      showToast({ title: t(`till.saved.${said}`, { number: order.number }) });
      basket.startNew();
      return true;
    });
  }

  return {
    busy,
    problem,
    done,
    last,
    showLast: () => (done.value = last.value),
    isDone: computed(() => done.value !== null),
    pay,
    unpay,
    settle,
    save,
    startNext: () => (done.value = null),
  };
}
