import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue';

/** Follows a value once it has been quiet for a while: what is searched for, not every letter of it. */
export function useDelayed<T>(source: Readonly<Ref<T>>, quietMs = 250): Readonly<Ref<T>> {
  const value = ref(source.value) as Ref<T>;
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(source, (next) => {
    clearTimeout(timer);
    timer = setTimeout(() => (value.value = next), quietMs);
  });
  onScopeDispose(() => clearTimeout(timer));
  return readonly(value) as Readonly<Ref<T>>;
}
