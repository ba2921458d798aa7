import { CookingPot, Package, SlidersHorizontal, Tags } from '@lucide/vue';
import type { NavItem } from '@/shared/navigation';

const base = { group: 'menu', permission: 'catalog:read' } as const;

export const navigation: NavItem[] = [
  { ...base, to: '/menu', label: { id: 'Produk', en: 'Products' }, icon: Package, position: 10 },
  { ...base, to: '/categories', label: { id: 'Kategori', en: 'Categories' }, icon: Tags, position: 20 },
  {
    ...base,
    to: '/modifier-groups',
    label: { id: 'Pilihan tambahan', en: 'Modifiers' },
    icon: SlidersHorizontal,
    position: 30,
  },
  {
    ...base,
    to: '/stations',
    label: { id: 'Stasiun dapur', en: 'Kitchen stations' },
    icon: CookingPot,
    position: 40,
  },
];
