import { ref, shallowRef } from 'vue';
import { isProblem } from '../api';

/**
 * Errors of one form: `fields` by path of the body (`items.0.name`), `problem` for the summary. `capture` takes what
 * a call threw; a thing that is no problem of the API is thrown on.
 */
export function useFormErrors() {
  const fields = ref<Record<string, string>>({});
  const problem = shallowRef<unknown>(null);

  function reset(): void {
    fields.value = {};
    problem.value = null;
  }

  function capture(error: unknown): void {
    if (!isProblem(error)) {
      problem.value = error;
      throw error;
    }
    problem.value = error;
    fields.value = Object.fromEntries(error.errors.map((entry) => [entry.path, entry.message]));
  }

  /** Errors found before sending; returns whether the form may be sent. */
  function setLocal(errors: Record<string, string | undefined | false>): boolean {
    const found = Object.entries(errors).filter((entry): entry is [string, string] => Boolean(entry[1]));
    fields.value = Object.fromEntries(found);
    problem.value = null;
    return found.length === 0;
  }

  return { fields, problem, reset, capture, setLocal };
}
