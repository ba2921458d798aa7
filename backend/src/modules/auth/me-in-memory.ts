import type { MeDto } from '@meja/domain';
import type { Actor } from '../../platform/context';
import { hold } from '../../platform/http';
import type { Held } from '../../platform/http';
import { announcementsOf, asReader, rememberedAnnouncements } from '../announcements';
import { flagsOf, rememberedFlags } from '../flags';
import { rememberedSubscription, subscriptionOf } from '../subscriptions';
import { accessChanges } from './access';

/** What changes with time and plan, and by what the service's owner says and switches. */
type Passing = Required<Pick<MeDto, 'subscription' | 'flags' | 'announcements'>>;
/** Who somebody is, which changes with their access alone. */
export type OwnDto = Omit<MeDto, keyof Passing>;

interface Kept {
  own: OwnDto;
  /** {@link accessChanges} before it was read. */
  since: number;
  /** The {@link Passing} part, by its text. */
  passing: string;
  held: Held;
}

/** It is about a person, so nothing but this memory keeps it. */
const holdMe = (own: OwnDto, passing: Passing): Held =>
  hold(JSON.stringify({ data: { ...own, ...passing } }), undefined, {});

/**
 * What each remembered actor was told of themselves. An actor is read anew within seconds and forgotten when their access
 * changes; what is kept here goes with it, and when anybody's access or list of businesses changes.
 */
const kept = new WeakMap<Actor, Kept>();

async function readPassing(actor: Actor): Promise<Passing> {
  const subscription = actor.tenantId ? await subscriptionOf(actor.tenantId) : null;
  const [flags, announcements] = await Promise.all([
    flagsOf(actor.tenantId),
    announcementsOf(asReader(actor, subscription?.plan)),
  ]);
  return { subscription, flags: [...flags], announcements: [...announcements] };
}

/** The same where all of it is in memory at this moment, else null. */
function heldPassing(actor: Actor): Passing | null {
  const subscription = actor.tenantId ? rememberedSubscription(actor.tenantId) : null;
  if (actor.tenantId && !subscription) return null;
  const flags = rememberedFlags(actor.tenantId);
  const announcements = rememberedAnnouncements(asReader(actor, subscription?.plan));
  if (!flags || !announcements) return null;
  return {
    subscription,
    flags: flags as Passing['flags'],
    announcements: announcements as Passing['announcements'],
  };
}

/** The answer to an actor: who they are is read by `read` and kept. */
export async function answerMe(actor: Actor, read: (actor: Actor) => Promise<OwnDto>): Promise<Held> {
  const found = heldMe(actor);
  if (found) return found;
  const since = accessChanges();
  const [own, passing] = await Promise.all([read(actor), readPassing(actor)]);
  const held = holdMe(own, passing);
  kept.set(actor, { own, since, passing: JSON.stringify(passing), held });
  return held;
}

/** The same where all of it is in memory at this moment, else null. */
export function heldMe(actor: Actor): Held | null {
  const found = kept.get(actor);
  if (!found || found.since !== accessChanges()) return null;
  const current = heldPassing(actor);
  if (!current) return null;
  const passing = JSON.stringify(current);
  if (passing !== found.passing) {
    found.passing = passing;
    found.held = holdMe(found.own, current);
  }
  return found.held;
}
