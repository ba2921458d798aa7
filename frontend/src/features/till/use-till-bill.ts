import type { MenuDto } from '@meja/domain';
import { computed, type Ref } from 'vue';
import { useBasket } from './basket/basket.store';
import { type Bill, billOf, rulesOf } from './basket/basket-bill';
import { kitchenOf } from './basket/kitchen-lines';
import { leftAfter } from './payment/tender';

const EMPTY: Bill = { ok: false, lineId: null };

/** What the basket comes to by the outlet's menu: its bill, what is left of it, and what it means for the kitchen. */
export function useTillBill(menu: Readonly<Ref<MenuDto | undefined>>) {
  const basket = useBasket();
  const settings = computed(() => menu.value?.settings ?? null);
  const bill = computed(() => (settings.value ? billOf(basket.state, settings.value) : EMPTY));
  const rules = computed(() => settings.value && rulesOf(basket.state, settings.value));
  /** What is left to pay here, noted payments counted. */
  const rest = computed(() => {
    if (!bill.value.ok) return 0;
    return rules.value
      ? leftAfter(bill.value.remaining, basket.state.tenders, rules.value)
      : bill.value.remaining;
  });
  const kitchen = computed(() => kitchenOf(basket.state, menu.value?.products ?? []));
  /** How many of each product are new. */
  const counts = computed(() => {
    const byProduct = new Map<string, number>();
    for (const line of basket.state.lines) {
      byProduct.set(line.productId, (byProduct.get(line.productId) ?? 0) + line.quantityMilli / 1000);
    }
    return byProduct;
  });
  return { bill, rest, rules, kitchen, counts };
}
