import { languageOf, planStep } from '@meja/domain';
import type { KitchenAction } from '@meja/domain';
import { newId } from '../../lib/id';
import { now } from '../../platform/clock';
import { currentContext, isLimited } from '../../platform/context';
import { wakeRelay } from '../../platform/events';
import { Problem, assertVersion, notFound, readStoredAnswer } from '../../platform/http';
import type { Call, Reply } from '../../platform/http';
import { refusalParams } from './kitchen.rules';
import * as repository from './kitchen.repository';
import type { StepOutcome } from './kitchen.repository';

export interface StepParams {
  id: string;
  /** Absent where the whole ticket moves. */
  itemId?: string;
}

type StepCall = Call<unknown, object, StepParams>;

/** Plans as the statement takes them: there are as many as actions, and each is the same every time. */
const plans = new Map<string, string>();

function planText(action: KitchenAction): string {
  const name = `${action.kind} ${'to' in action ? action.to : ''}`;
  const known = plans.get(name) ?? JSON.stringify(planStep(action));
  plans.set(name, known);
  return known;
}

/** A ticket's text as it came from the database. */
export const answerWithTicket = ({ body, version }: { body: string; version: number }): Reply => ({
  status: 200,
  text: body,
  type: 'application/json',
  headers: { ETag: `"${version}"` },
});

function replay(call: StepCall, { body, detail }: Extract<StepOutcome, { outcome: 'replayed' }>): Reply {
  const stored = readStoredAnswer({ body, ...detail }, call.requestHash, call.actor);
  if (stored.notKept) throw new Problem('answer_not_kept', { headers: stored.headers });
  return { status: stored.status, text: stored.body, type: 'application/json', headers: stored.headers };
}

/**
 * Takes one step, lets the order follow, and answers with the ticket; a step that changes nothing is answered as it is,
 * a repeated request as it was. Throws 404, 409 `invalid_transition` with the reason, 409 `idempotency_in_progress`, 412
 * `version_conflict`.
 */
export async function takeStep(call: StepCall, action: KitchenAction): Promise<Reply> {
  const { actor, idempotencyKey: key } = call;
  const result = await repository.takeStep(call.tenantId, {
    ticketId: call.params.id,
    itemId: call.params.itemId ?? null,
    plan: planText(action),
    outletIds: isLimited(actor) ? actor.outletIds : null,
    version: call.ifMatch,
    at: now(),
    eventIds: { ticket: newId(), order: newId() },
    request: key
      ? {
          key,
          method: call.req.method,
          path: call.req.originalUrl.slice(0, 500),
          hash: call.requestHash,
          userId: actor.userId,
        }
      : null,
  });
  switch (result.outcome) {
    case 'moved':
      wakeRelay();
      return answerWithTicket(result);
    case 'same':
      return answerWithTicket(result);
    case 'replayed':
      return replay(call, result);
    case 'in_progress':
      throw new Problem('idempotency_in_progress', { headers: { 'Retry-After': '1' } });
    case 'version_conflict':
      assertVersion(call.ifMatch, result.version);
      throw new Error('the versions are equal');
    case 'refused': {
      const language = languageOf(currentContext()?.locale);
      throw new Problem('invalid_transition', { params: refusalParams(result.detail, language) });
    }
    case 'not_found':
      throw notFound();
  }
}
