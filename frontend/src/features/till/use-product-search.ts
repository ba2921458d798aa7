import { foldName } from '@meja/domain';
import { computed, ref, type Ref, watch } from 'vue';
import { type MenuIndex, searchMenu } from './menu/menu-index';
import type { useTillActions } from './use-till-actions';

/** Which products the grid shows: found by what is typed, else of a category, else all. */
export function useProductSearch(
  index: Readonly<Ref<MenuIndex | null>>,
  { scan, choose }: Pick<ReturnType<typeof useTillActions>, 'scan' | 'choose'>,
) {
  const search = ref('');
  const category = ref<string | null>(null);
  watch(category, () => (search.value = ''));

  const products = computed(() => {
    if (!index.value) return [];
    if (search.value.trim()) return searchMenu(index.value, search.value);
    if (category.value !== null) return index.value.byCategory.get(category.value) ?? [];
    return index.value.words.map(({ product }) => product);
  });

  /** Enter in the search: an exact code first, else the first product found. */
  function takeFirst(): void {
    const text = search.value.trim();
    if (!text || !index.value) return;
    const first = products.value[0];
    if (index.value.codes.has(foldName(text)) || !first) scan(text);
    else choose(first);
    search.value = '';
  }

  return { search, category, products, takeFirst };
}
