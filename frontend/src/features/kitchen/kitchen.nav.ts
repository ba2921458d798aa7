import { ChefHat } from '@lucide/vue';
import type { NavItem } from '@/shared/navigation';

export const navigation: NavItem[] = [
  {
    group: 'sales',
    to: '/kitchen',
    label: { id: 'Layar dapur', en: 'Kitchen screen' },
    icon: ChefHat,
    position: 40,
    permission: 'kitchen:read',
    feature: 'kitchen_display',
  },
];
