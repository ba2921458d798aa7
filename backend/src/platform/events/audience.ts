import type { EventEnvelope, EventType, Permission } from '@meja/domain';
import { EVENT_TYPES } from '@meja/domain';
import type { Actor } from '../context';

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
export function roomsOf(actor: Listener): string[] {
  const tenantId = actor.tenantId!;
  const places = actor.outletIds.length
    ? actor.outletIds.map((id) => `outlet:${id}`)
    : [`outlets:${tenantId}`];
  const needed = [...new Set(Object.values(NEEDED))].filter((permission) =>
    actor.permissions.has(permission),
  );
  const wide = `tenant:${tenantId}`;
  return [
    wide,
    `role:${tenantId}:${actor.role}`,
    ...places.filter((place) => place.startsWith('outlet:')),
    ...[wide, ...places].flatMap((place) => needed.map((permission) => `${place}:${permission}`)),
  ];
}

/** The rooms an event goes to; a socket in several of them gets it once. */
export function audienceRooms(tenantId: string, event: Pick<EventEnvelope, 'type' | 'outletId'>): string[] {
  const permission = NEEDED[event.type];
  if (!event.outletId) return [`tenant:${tenantId}:${permission}`];
  return [`outlet:${event.outletId}:${permission}`, `outlets:${tenantId}:${permission}`];
}
