import { newId } from '../../lib/id';
import type { EventType } from '@meja/domain';
import { broadcast } from '../cache';
import { now } from '../clock';
import { afterCommit, dbTenantId } from '../db';
import { insertEvent, insertEvents } from './outbox.repository';
import type { EventRow } from './outbox.repository';
import type { EventInput } from './types';
import { wakeRelay } from './wake';

/** An event as a row of `outbox`, for SQL functions that write effect and event in one call. */
export function eventRow<T extends EventType>(input: EventInput<T>): EventRow {
  return {
    id: input.id ?? newId(),
    outlet_id: input.outletId,
    type: input.type,
    data: input.data,
    occurred_at: new Date(input.occurredAt ?? now()).toISOString(),
  };
}

/** Records many events in the open transaction, in their order and in one statement. */
export async function appendEvents(inputs: readonly EventInput[]): Promise<void> {
  if (!inputs.length) return;
  await insertEvents(inputs.map((input) => eventRow(input)));
  afterCommit(wakeRelay);
}

/**
 * Records an event in the open transaction, so that it happens exactly where its cause does; it reaches screens and
 * consumers after the commit. Returns its id.
 */
export async function appendEvent<T extends EventType>(input: EventInput<T>): Promise<string> {
  const row = eventRow(input);
  await insertEvent(row);
  afterCommit(wakeRelay);
  // Menus are held in memory by every process: they go with the commit, not when the relay comes round.
  if (input.type === 'menu.changed') {
    const tenantId = dbTenantId();
    afterCommit(() => void broadcast('menu.changed', { tenantId }));
  }
  return row.id;
}
