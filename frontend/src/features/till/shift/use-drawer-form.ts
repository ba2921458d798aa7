import { ref, type Ref, watch } from 'vue';
import { newId } from '@/shared/api';
import { useFormErrors } from '@/shared/ui';

/** By what a recording is known, so that pressing again after a lost answer does it once. */
export interface Recording {
  id: string;
  key: string;
}

/**
 * A form about money in the drawer: whether it is being recorded and what stands in the way. `content` is all that is
 * typed; another content is another recording. `record` closes the dialog unless `work` says it was not meant.
 */
export function useDrawerForm(open: Ref<boolean>, content: Ref<unknown>[]) {
  const busy = ref(false);
  const errors = useFormErrors();
  const begin = (): Recording => ({ id: newId(), key: newId() });
  let recording = begin();
  watch(content, () => (recording = begin()));

  async function record(work: (recording: Recording) => Promise<boolean>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    try {
      if (!(await work(recording))) return;
      // The same amount once more is meant as another.
      recording = begin();
      open.value = false;
    } catch (error) {
      errors.capture(error);
    } finally {
      busy.value = false;
    }
  }

  return { busy, errors, record };
}
