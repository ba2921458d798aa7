import { QrCode } from '@lucide/vue';
import type { NavItem } from '@/shared/navigation';

export const navigation: NavItem[] = [
  {
    group: 'sales',
    to: '/qris',
    label: { id: 'Cocokkan QRIS', en: 'Match QRIS' },
    icon: QrCode,
    position: 30,
    permission: 'payment:match',
  },
];
