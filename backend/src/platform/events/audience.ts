import type { EventEnvelope, EventType, Permission } from '@meja/domain';
import { EVENT_TYPES } from '@meja/domain';
import type { Actor } from '../context';
import { roomKey } from '../keys';
import type { RoomKey } from '../keys';

/** What one must be allowed to read to be told of it; beside `event:read`, which every listener needs. */
const NEEDED: Record<EventType, Permission> = {
  'order.created': 'order:read',
  'order.updated': 'order:read',
  'order.voided': 'order:read',
  'payment.received': 'order:read',
  'kitchen.ticket.created': 'kitchen:read',
  'kitchen.ticket.updated': 'kitchen:read',
  'table.updated': 'order:read',
  'stock.low': 'catalog:read',
  'menu.changed': 'menu:read',
  'shift.opened': 'shift:read',
  'shift.closed': 'shift:read',
  notification: 'event:read',
};

type Listener = Pick<Actor, 'tenantId' | 'role' | 'outletIds' | 'permissions'>;

/** The event types somebody may read. */
export function readableTypes(actor: Pick<Actor, 'permissions'>): EventType[] {
  return EVENT_TYPES.filter((type) => actor.permissions.has(NEEDED[type]));
}

/**
 * The rooms an actor's socket stands in: tenant, outlets and role, and for each of the first two one per permission,
 * which is where events go. Who sees every outlet stands in the tenant's room for outlets' events.
 */
export function roomsOf({ tenantId, outletIds, role, permissions }: Listener): RoomKey[] {
  if (!tenantId || !role) throw new Error('rooms are of a tenant');
  const needed = [...new Set(Object.values(NEEDED))].filter((permission) => permissions.has(permission));
  const outlets = outletIds.map((id) => ['outlet', id]);
  const audible = [[], ...(outlets.length ? outlets : [['outlets']])];
  return [
    ...[[], ['role', role], ...outlets].map((place) => roomKey(tenantId, ...place)),
    ...audible.flatMap((place) => needed.map((permission) => roomKey(tenantId, ...place, permission))),
  ];
}

/** The rooms an event goes to; a socket in several of them gets it once. */
export function audienceRooms(
  tenantId: string,
  { type, outletId }: Pick<EventEnvelope, 'type' | 'outletId'>,
): RoomKey[] {
  const permission = NEEDED[type];
  if (!outletId) return [roomKey(tenantId, permission)];
  return [roomKey(tenantId, 'outlet', outletId, permission), roomKey(tenantId, 'outlets', permission)];
}
