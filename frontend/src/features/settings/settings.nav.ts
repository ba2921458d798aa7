import { Settings } from '@lucide/vue';
import type { NavItem } from '@/shared/navigation';

export const navigation: NavItem[] = [
  {
    group: 'settings',
    to: '/settings',
    label: { id: 'Usaha dan pajak', en: 'Business and taxes' },
    icon: Settings,
    position: 30,
    permission: 'settings:read',
  },
];
