import type { Role } from '@meja/domain';
import type { Router } from 'vue-router';

const HOMES: Record<Role, string> = {
  CASHIER: 'till',
  KITCHEN: 'kitchen',
  ADMIN_TENANT: 'dashboard',
  SUPERVISOR: 'dashboard',
  SUPER_ADMIN: 'admin-tenants',
};

/** Name of the page a role starts on. */
export function homeRoute(role: Role, router: Pick<Router, 'hasRoute'>): string {
  const name = HOMES[role];
  return router.hasRoute(name) ? name : 'welcome';
}
