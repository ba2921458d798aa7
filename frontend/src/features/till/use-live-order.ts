import { computed, ref, watch } from 'vue';
import { isShown } from '@/shared/composables/is-shown';
import { onEvent, realtimeGaps } from '@/shared/realtime';
import { useBasket } from './basket/basket.store';
import type { useSale } from './payment/use-sale';
import { fetchOrder } from './till.api';

/**
 * The order on the till follows what happens to it elsewhere: it is read again when an event tells of a newer one, after
 * a gap in the line, and when the basket is taken up again (what was sent before may have arrived without an answer).
 * While something of it is underway here, that comes first.
 */
export function useLiveOrder(isHere: () => boolean, { meet }: Pick<ReturnType<typeof useSale>, 'meet'>) {
  const basket = useBasket();
  /** The order that is to be read again. */
  const oldId = ref<string | null>(null);
  const isReading = ref(false);
  const isFree = computed(() => isHere() && isShown.value && !basket.isUnderway && !isReading.value);
  const mayBeStored = (): boolean =>
    basket.state.base !== null || Object.keys(basket.state.tried ?? {}).length > 0;

  async function read(): Promise<void> {
    const id = oldId.value;
    oldId.value = null;
    // By now another order may be open here.
    if (id === null || id !== basket.state.orderId) return;
    isReading.value = true;
    try {
      const order = await fetchOrder(id);
      // Begun meanwhile, what is underway here meets the order itself.
      if (basket.isUnderway) oldId.value = id;
      else meet(order);
    } catch {
      // Not there, or no answer now: the next event, gap or step reads it again.
    } finally {
      isReading.value = false;
    }
  }

  function readAgain(): void {
    if (mayBeStored()) oldId.value = basket.state.orderId;
  }
  onEvent(['order.created', 'order.updated', 'order.voided'], ({ data }) => {
    const { orderId, base } = basket.state;
    if (data.orderId === orderId && data.version > (base?.version ?? 0)) oldId.value = orderId;
  });
  watch(realtimeGaps, readAgain);
  watch(isHere, (here) => here && readAgain(), { immediate: true });
  watch([oldId, isFree], ([id, free]) => id !== null && free && void read());
}
