import { computed, ref, watch, type Ref } from 'vue';
import { newId } from '../api';
import { useFormErrors } from './use-form-errors';

/**
 * State of one form in a side sheet: what was typed, whether it differs from the beginning, whether it is being
 * sent, and its errors. `submit` hands out one idempotency key per content, so that pressing again after a lost
 * answer does a thing once. It resolves to whether the work was done.
 */
export function useSheetForm<F extends object>(initial: F) {
  const form = ref(structuredClone(initial)) as Ref<F>;
  const beginning = ref(JSON.stringify(initial));
  const busy = ref(false);
  const errors = useFormErrors();
  const dirty = computed(() => JSON.stringify(form.value) !== beginning.value);
  let key = newId();
  watch(form, () => (key = newId()), { deep: true });

  async function submit(work: (idempotencyKey: string) => Promise<void>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    errors.reset();
    try {
      await work(key);
      beginning.value = JSON.stringify(form.value);
      return true;
    } catch (error) {
      errors.capture(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  /** Starts over from other content, as after a save that the server answered with a newer version. */
  function restart(content: F): void {
    form.value = structuredClone(content);
    beginning.value = JSON.stringify(content);
    errors.reset();
  }

  return { form, dirty, busy, errors, submit, restart };
}
