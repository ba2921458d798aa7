import { ReceiptText } from '@lucide/vue';
import type { NavItem } from '@/shared/navigation';

export const navigation: NavItem[] = [
  {
    group: 'sales',
    to: '/sales',
    label: { id: 'Penjualan', en: 'Sales' },
    icon: ReceiptText,
    position: 20,
    permission: 'order:read',
  },
];
