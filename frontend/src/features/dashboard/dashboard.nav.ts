import { LayoutDashboard } from '@lucide/vue';
import type { NavItem } from '@/shared/navigation';

export const navigation: NavItem[] = [
  {
    group: 'sales',
    to: '/dashboard',
    label: { id: 'Hari ini', en: 'Today' },
    icon: LayoutDashboard,
    position: 10,
    permission: 'report:read',
  },
];
