import { Store } from '@lucide/vue';
import type { NavItem } from '@/shared/navigation';

export const navigation: NavItem[] = [
  {
    group: 'settings',
    to: '/outlets',
    label: { id: 'Outlet', en: 'Outlets' },
    icon: Store,
    position: 10,
    permission: 'outlet:manage',
  },
];
