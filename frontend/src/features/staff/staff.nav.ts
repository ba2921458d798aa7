import { Users } from '@lucide/vue';
import type { NavItem } from '@/shared/navigation';

export const navigation: NavItem[] = [
  {
    group: 'settings',
    to: '/staff',
    label: { id: 'Staf', en: 'Staff' },
    icon: Users,
    position: 20,
    permission: 'staff:read',
  },
];
