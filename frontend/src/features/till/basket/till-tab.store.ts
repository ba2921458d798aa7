import type { OrderType } from '@meja/domain';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { forOneTab, type OneTab } from '@/shared/composables/one-tab';
import { useBasket } from './basket.store';
import { type BasketPlace, keyOf } from './basket-storage';

/** `asking`: not known yet; `elsewhere`: another tab has the basket; `taking`: it is being moved here. */
type TillTabState = 'asking' | 'here' | 'elsewhere' | 'taking';

/** Whether this tab is the one that works on the till's basket. */
export const useTillTab = defineStore('till-tab', () => {
  const basket = useBasket();
  const state = ref<TillTabState>('asking');
  let seat: { place: BasketPlace; type: OrderType; tab: OneTab } | null = null;
  let isLeaving = false;

  function drop(): void {
    basket.close();
    seat?.tab.close();
    seat = null;
    state.value = 'asking';
  }

  function settle(): void {
    if (!seat) return;
    basket.open(seat.place, seat.type);
    state.value = 'here';
  }

  /** Opens the basket here, unless another tab has it open; `type` is where a new one starts. */
  async function enter(place: BasketPlace, type: OrderType): Promise<void> {
    isLeaving = false;
    if (seat && keyOf(seat.place) === keyOf(place)) {
      seat.type = type;
      if (state.value === 'here') settle();
      return;
    }
    drop();
    const lost = (): void => {
      basket.close();
      state.value = 'elsewhere';
    };
    const mine = { place, type, tab: forOneTab(keyOf(place), { finish: basket.settled, lost }) };
    seat = mine;
    const isHere = await mine.tab.ask();
    if (seat !== mine) return;
    if (isHere) settle();
    else state.value = 'elsewhere';
  }

  /** Moves the basket here, as it stands; the other tab finishes what it is sending and then says so. */
  async function takeOver(): Promise<void> {
    const mine = seat;
    if (!mine || state.value !== 'elsewhere') return;
    state.value = 'taking';
    try {
      await mine.tab.takeOver();
    } catch (error) {
      state.value = 'elsewhere';
      throw error;
    }
    if (seat === mine) settle();
  }

  /** The person goes to another page: the basket is free for other tabs once nothing is underway. */
  async function leave(): Promise<void> {
    isLeaving = true;
    await basket.settled();
    if (isLeaving) drop();
  }

  return { state, isHere: computed(() => state.value === 'here'), enter, takeOver, leave, $reset: drop };
});
