/**
 * Ids may be chosen by clients and be equal in two tenants, so nothing that is shared between tenants is named by an id
 * alone. These functions are the only way to a name, and what uses names asks for their types: a plain string does not
 * typecheck. Locks in PostgreSQL have theirs in `platform/db/locks`.
 */
declare const named: unique symbol;
type Named<Kind extends string> = string & { readonly [named]: Kind };

/** A room of sockets. */
export type RoomKey = Named<'room'>;
/** What is kept under a name for a while, in memory or in Redis. */
export type CacheKey = Named<'cache'>;
/** A job of a queue; one with the id of another is not added. */
export type JobId = Named<'job'>;

/** `tenant:<id>` and what follows; without parts the room of everybody in the tenant. */
export const roomKey = (tenantId: string, ...parts: string[]): RoomKey =>
  ['tenant', tenantId, ...parts].join(':') as RoomKey;

/** `<area>:<tenant>` and what follows. */
export const cacheKey = (area: string, tenantId: string, ...parts: (string | number)[]): CacheKey =>
  [area, tenantId, ...parts].join(':') as CacheKey;

/** `<tenant>.<what>.<for whom>`; BullMQ keeps the colon for itself. */
export const jobId = (tenantId: string, ...parts: string[]): JobId => [tenantId, ...parts].join('.') as JobId;
