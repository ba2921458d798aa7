import { computed, ref } from 'vue';

const running = ref(0);

/** Whether the thin bar on top of the page is shown. */
export const isBusy = computed(() => running.value > 0);

/** Starts one piece of visible work; the returned function ends it. */
export function beginProgress(): () => void {
  running.value += 1;
  let ended = false;
  return () => {
    if (!ended) running.value -= 1;
    ended = true;
  };
}
