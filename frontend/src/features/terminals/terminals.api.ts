import type {
  AuthAnswerDto,
  CreatedTerminalDto,
  PinLoginBody,
  TerminalBody,
  TerminalDto,
  TerminalPeopleDto,
} from '@meja/domain';
import { deleteData, listAll, patchData, postData } from '@/shared/api';

export const fetchTerminals = (): Promise<TerminalDto[]> => listAll('/terminals');

/** The answer holds the device's token, which is told only now. Throws `ApiProblem`. */
export const registerTerminal = (body: TerminalBody, idempotencyKey: string): Promise<CreatedTerminalDto> =>
  postData('/terminals', body, { idempotencyKey });

export const changeTerminal = (
  known: TerminalDto,
  body: Partial<TerminalBody>,
  idempotencyKey: string,
): Promise<TerminalDto> =>
  patchData(`/terminals/${known.id}`, body, { idempotencyKey, version: known.version });

export const revokeTerminal = (known: TerminalDto): Promise<void> =>
  deleteData(`/terminals/${known.id}`, { version: known.version });

/** Whom to tap at this terminal. Throws `ApiProblem`, with `unknown_terminal` where it was revoked. */
export const fetchPeople = (terminalToken: string): Promise<TerminalPeopleDto> =>
  postData('/terminals/people', { terminalToken });

/** Throws `ApiProblem`: `wrong_pin`, `rate_limited`, `unknown_terminal`. A PIN is sent once, not again by itself. */
export const signInByPin = (body: PinLoginBody): Promise<AuthAnswerDto> =>
  postData('/auth/pin', body, { repeats: 0 });
