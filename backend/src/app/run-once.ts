import { currentContext } from '../platform/context';
import { withTenant } from '../platform/db';
import {
  Problem,
  claimKey,
  findStoredAnswer,
  hideSecrets,
  readStoredAnswer,
  storeAnswer,
} from '../platform/http';
import type { Call, Reply, Route, StoredAnswer } from '../platform/http';

function replay(stored: StoredAnswer, call: Call<unknown>): Reply {
  const { status, body, headers, notKept } = readStoredAnswer(stored, call.requestHash, call.actor);
  if (notKept) throw new Problem('answer_not_kept', { headers });
  return status === 204 ? { status, headers } : { status, text: body, type: 'application/json', headers };
}

/** The text of an answer as it is kept: what its schema declares secret is null in it. */
function textToKeep(route: Route, reply: Reply): string {
  if (reply.status === 204) return '';
  if (!('json' in reply)) throw new Error(`${route.method} ${route.path} answers what can't be kept`);
  return JSON.stringify(hideSecrets(route.answers[reply.status]?.schema, reply.json));
}

async function keep(route: Route, call: Call<unknown>, key: string, reply: Reply): Promise<void> {
  await storeAnswer(
    key,
    { method: call.req.method, path: call.req.originalUrl.slice(0, 500) },
    {
      requestHash: call.requestHash,
      status: reply.status,
      body: textToKeep(route, reply),
      userId: call.actor.userId,
      outletIds: [...(currentContext()?.usedOutlets ?? [])],
    },
  );
}

/**
 * Runs a handler so that its effect and the memory of its answer are one transaction: the key is claimed first, and a
 * repeated request gets the stored answer, if it comes from the same person and they may still use its outlets.
 */
export async function runOnce(
  route: Route,
  call: Call<unknown>,
  prepared: unknown,
  key: string,
): Promise<Reply> {
  return withTenant(call.tenantId, async () => {
    const stored = await claimKey(key);
    if (stored) return replay(stored, call);
    const reply = await route.handle(call, prepared);
    await keep(route, call, key, reply);
    return reply;
  });
}

/**
 * Runs a handler and keeps its answer once the effect stands, where both can't be one transaction: what is a person's
 * own (a password, a session) is no tenant's. A process lost between the two leaves the effect alone, which a
 * repetition then finds.
 */
export async function runAndRemember(
  route: Route,
  call: Call<unknown>,
  prepared: unknown,
  key: string,
): Promise<Reply> {
  const stored = await withTenant(call.tenantId, () => findStoredAnswer(key));
  if (stored) return replay(stored, call);
  const reply = await route.handle(call, prepared);
  await withTenant(call.tenantId, async () => {
    if (!(await claimKey(key))) await keep(route, call, key, reply);
  });
  return reply;
}
