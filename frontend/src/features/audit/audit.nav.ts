import { ScrollText } from '@lucide/vue';
import type { NavItem } from '@/shared/navigation';

export const navigation: NavItem[] = [
  {
    group: 'settings',
    to: '/audit',
    label: { id: 'Catatan audit', en: 'Audit log' },
    icon: ScrollText,
    position: 70,
    permission: 'audit:read',
  },
];
