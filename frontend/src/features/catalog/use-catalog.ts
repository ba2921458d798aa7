import type { CategoryDto, ProductDto, StationDto } from '@meja/domain';
import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import { useSession } from '@/features/auth';
import type { Page } from '@/shared/api';
import { onEvent } from '@/shared/realtime';
import * as api from './catalog.api';

const ROOT = 'catalog';
export const PRODUCTS = [ROOT, 'products'] as const;

/** Everything of the menu is read again when anything of it changes, here or elsewhere. */
export function useMenuRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: [ROOT] });
  onEvent('menu.changed', () => void refresh());
  return refresh;
}

export function useProducts(filter: ComputedRef<api.ProductFilter>) {
  return useInfiniteQuery({
    queryKey: [...PRODUCTS, filter],
    queryFn: ({ pageParam }) => api.fetchProducts(filter.value, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<ProductDto>) => page.nextCursor,
    placeholderData: (previous) => previous,
  });
}

/** Puts a product as the server answered it into every list that shows it. */
export function useProductUpdate(): (product: ProductDto) => void {
  const queries = useQueryClient();
  return (product) => {
    queries.setQueriesData<InfiniteData<Page<ProductDto>>>(
      { queryKey: PRODUCTS },
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            rows: page.rows.map((row) => (row.id === product.id ? product : row)),
          })),
        },
    );
  };
}

export const useCategories = () =>
  useQuery({ queryKey: [ROOT, 'categories'], queryFn: api.fetchCategories, select: byPosition<CategoryDto> });
export const useGroups = () => useQuery({ queryKey: [ROOT, 'groups'], queryFn: api.fetchGroups });
export const useStations = () =>
  useQuery({ queryKey: [ROOT, 'stations'], queryFn: api.fetchStations, select: byPosition<StationDto> });

/** Tax classes are part of the settings, which not everyone may read. */
export function useTaxClasses() {
  const session = useSession();
  return useQuery({
    queryKey: ['settings'],
    queryFn: api.fetchSettings,
    enabled: computed(() => session.can('settings:read')),
  });
}

function byPosition<T extends { position: number; name: string }>(rows: T[]): T[] {
  return [...rows].sort((a, b) => a.position - b.position || a.name.localeCompare(b.name));
}
