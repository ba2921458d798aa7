import { v7 as uuidv7 } from 'uuid';
import type { EventType } from '@meja/domain';
import { now } from '../clock';
import { afterCommit } from '../db';
import { insertEvent } from './outbox.repository';
import type { EventRow } from './outbox.repository';
import type { EventInput } from './types';
import { wakeRelay } from './wake';

/** An event as a row of `outbox`, for SQL functions that write effect and event in one call. */
export function eventRow<T extends EventType>(input: EventInput<T>): EventRow {
  return {
    id: input.id ?? uuidv7(),
    outlet_id: input.outletId,
    type: input.type,
    data: input.data,
    occurred_at: new Date(input.occurredAt ?? now()).toISOString(),
  };
}

/**
 * Records an event in the open transaction, so that it happens exactly where its cause does; it reaches screens and
 * consumers after the commit. Returns its id.
 */
export async function appendEvent<T extends EventType>(input: EventInput<T>): Promise<string> {
  const row = eventRow(input);
  await insertEvent(row);
  afterCommit(wakeRelay);
  return row.id;
}
