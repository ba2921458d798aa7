import { Building2, CalendarClock, FileText, Flag, Layers, Megaphone, ScrollText, Wallet } from '@lucide/vue';
import type { NavItem } from '@/shared/navigation';

export const navigation: NavItem[] = [
  {
    group: 'platform',
    to: '/admin/tenants',
    label: { id: 'Usaha', en: 'Businesses' },
    icon: Building2,
    position: 10,
    permission: 'platform:tenants',
  },
  {
    group: 'platform',
    to: '/admin/plans',
    label: { id: 'Paket', en: 'Plans' },
    icon: Layers,
    position: 20,
    permission: 'platform:billing',
  },
  {
    group: 'platform',
    to: '/admin/invoices',
    label: { id: 'Tagihan', en: 'Invoices' },
    icon: FileText,
    position: 40,
    permission: 'platform:billing',
  },
  {
    group: 'platform',
    to: '/admin/subscriptions',
    label: { id: 'Langganan', en: 'Subscriptions' },
    icon: CalendarClock,
    position: 30,
    permission: 'platform:billing',
  },
  {
    group: 'platform',
    to: '/admin/payments',
    label: { id: 'Pembayaran', en: 'Payments' },
    icon: Wallet,
    position: 45,
    permission: 'platform:billing',
  },
  {
    group: 'platform',
    to: '/admin/announcements',
    label: { id: 'Pengumuman', en: 'Announcements' },
    icon: Megaphone,
    position: 50,
    permission: 'platform:tenants',
  },
  {
    group: 'platform',
    to: '/admin/flags',
    label: { id: 'Fitur bertahap', en: 'Feature flags' },
    icon: Flag,
    position: 60,
    permission: 'platform:tenants',
  },
  {
    group: 'platform',
    to: '/admin/acts',
    label: { id: 'Catatan layanan', en: 'Service log' },
    icon: ScrollText,
    position: 70,
    permission: 'platform:tenants',
  },
];
