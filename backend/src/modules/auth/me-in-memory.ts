import type { MeDto } from '@meja/domain';
import type { Actor } from '../../platform/context';
import { hold } from '../../platform/http';
import type { Held } from '../../platform/http';
import { rememberedSubscription } from '../subscriptions';
import { accessChanges } from './access';

interface Kept {
  me: MeDto;
  /** {@link accessChanges} before it was read. */
  since: number;
  /** The part that changes with time and plan, by its text. */
  subscription: string;
  held: Held;
}

/** It is about a person, so nothing but this memory keeps it. */
const holdMe = (me: MeDto): Held => hold(JSON.stringify({ data: me }), undefined, {});

/**
 * What each remembered actor was told of themselves. An actor is read anew within seconds and forgotten when their access
 * changes; what is kept here goes with it, and when anybody's access or list of businesses changes.
 */
const kept = new WeakMap<Actor, Kept>();

/** The answer to an actor, read by `read` and kept. */
export async function answerMe(actor: Actor, read: (actor: Actor) => Promise<MeDto>): Promise<Held> {
  const found = heldMe(actor);
  if (found) return found;
  const since = accessChanges();
  const me = await read(actor);
  const held = holdMe(me);
  kept.set(actor, { me, since, subscription: JSON.stringify(me.subscription), held });
  return held;
}

/** The same where all of it is in memory at this moment, else null. */
export function heldMe(actor: Actor): Held | null {
  const found = kept.get(actor);
  if (!found || found.since !== accessChanges()) return null;
  const current = actor.tenantId ? rememberedSubscription(actor.tenantId) : null;
  if (actor.tenantId && !current) return null;
  const subscription = JSON.stringify(current);
  if (subscription !== found.subscription) {
    found.me = { ...found.me, subscription: current };
    found.subscription = subscription;
    found.held = holdMe(found.me);
  }
  return found.held;
}
