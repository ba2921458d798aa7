import { BadgeCheck } from '@lucide/vue';
import type { NavItem } from '@/shared/navigation';

export const navigation: NavItem[] = [
  {
    group: 'settings',
    to: '/subscription',
    label: { id: 'Langganan', en: 'Subscription' },
    icon: BadgeCheck,
    position: 40,
    permission: 'subscription:read',
  },
];
