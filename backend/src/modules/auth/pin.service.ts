import { faceUrlOf, initialsOf } from '@meja/domain';
import type { PinLoginBody, TerminalPeopleDto } from '@meja/domain';
import { audit } from '../../platform/audit';
import { verifyPin } from '../../platform/auth';
import { now } from '../../platform/clock';
import { withTenant } from '../../platform/db';
import { Problem } from '../../platform/http';
import { log } from '../../platform/logging';
import { oneAtATime } from './one-at-a-time';
import { findPeople, findPinPerson, findTerminal } from './pin.repository';
import type { PinPerson, TerminalRow } from './pin.repository';
import { hashTerminalToken } from './pin.rules';
import { pinGate } from './sign-in-gate';
import { enter } from './sign-in.service';
import type { SignedIn } from './sign-in.service';
import { findAccount } from './users.repository';

async function terminalOf(token: string): Promise<TerminalRow> {
  const terminal = await findTerminal(hashTerminalToken(token), now());
  if (!terminal) throw new Problem('unknown_terminal');
  return terminal;
}

/** Whom a terminal offers to tap: those who can sign in there by PIN, by name. Throws `unknown_terminal`. */
export async function peopleAt(terminalToken: string): Promise<TerminalPeopleDto> {
  const terminal = await terminalOf(terminalToken);
  const people = await findPeople(terminal.tenant_id, terminal.outlet_id);
  return {
    terminal: { id: terminal.id, name: terminal.name },
    outlet: { id: terminal.outlet_id, name: terminal.outlet_name },
    businessName: terminal.tenant_name,
    people: people.map(({ id, name, photo_hash: hash }) => ({
      id,
      name,
      initials: initialsOf(name),
      photoUrl: faceUrlOf(hash),
    })),
  };
}

async function recordWrongPin(
  terminal: TerminalRow,
  userId: string,
  person: PinPerson | null,
  failures: number,
): Promise<void> {
  log.warn('wrong pin', { terminalId: terminal.id, userId, failures });
  await withTenant(terminal.tenant_id, () =>
    audit({
      action: 'auth.pin_failed',
      entity: 'user',
      entityId: userId,
      outletId: terminal.outlet_id,
      after: { failures, terminalId: terminal.id, terminal: terminal.name },
      actor: { id: person?.member_id ?? null, name: person?.member_name ?? '' },
    }),
  );
}

/**
 * Signs in by PIN at a registered terminal, to work in its outlet. One try at a time per terminal; who is unknown, has no
 * PIN or works elsewhere looks as a wrong PIN does and takes the same time. Throws `unknown_terminal`, `wrong_pin`,
 * `rate_limited`.
 */
export async function signInByPin({ terminalToken, userId, pin }: PinLoginBody): Promise<SignedIn> {
  const terminal = await terminalOf(terminalToken);
  const { tenant_id: tenantId, outlet_id: outletId } = terminal;
  const gate = pinGate(tenantId, terminal.id, userId);
  const person = await oneAtATime(gate.key, async () => {
    await gate.admit();
    const found = await findPinPerson(tenantId, outletId, userId);
    if ((await verifyPin(pin, found?.pin_hash ?? null)) && found) {
      await gate.succeeded();
      return found;
    }
    const failures = await gate.failed();
    // Not waited for: it has more to write of somebody who is there.
    recordWrongPin(terminal, userId, found, failures).catch((error: unknown) =>
      log.error('wrong pin not recorded', { error }),
    );
    return null;
  });
  const account = person && (await findAccount(person.account_id));
  if (!person || !account) throw new Problem('wrong_pin');
  const place = {
    tenant_id: tenantId,
    tenant_name: terminal.tenant_name,
    business_type: person.business_type,
    member_id: person.member_id,
    member_name: person.member_name,
    role: person.role,
    outlet_ids: [outletId],
  };
  return enter(account, place, { terminal: { id: terminal.id, name: terminal.name } });
}
