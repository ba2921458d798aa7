import type { PinLoginBody, TerminalPeopleDto, TerminalPersonDto } from '@meja/domain';
import { bodySchema, defineRoute, ok, s } from '../../platform/http';
import type { Route } from '../../platform/http';
import { answerSignedIn } from './auth.controller';
import { authAnswer } from './auth.schema';
import { assertOwnOrigin } from './cookie';
import { peopleAt, signInByPin } from './pin.service';

const named = () => s.object<{ id: string; name: string }>({ id: s.uuid(), name: s.string() });
const terminalToken = () => s.string({ max: 100 });

export const pinRoutes: Route[] = [
  defineRoute<{ terminalToken: string }>({
    method: 'post',
    path: '/terminals/people',
    public: true,
    limit: 'login',
    changes: false,
    summary: 'Who can sign in at this terminal by PIN: names to tap',
    tag: 'Terminals',
    body: bodySchema<{ terminalToken: string }>({ terminalToken: terminalToken() }),
    answers: {
      200: {
        description: 'By name.',
        schema: s.object({
          data: s.object<TerminalPeopleDto>({
            terminal: named(),
            outlet: named(),
            businessName: s.string(),
            people: s.array(
              s.object<TerminalPersonDto>({
                id: s.uuid(),
                name: s.string(),
                initials: s.string(),
                photoUrl: s.string().nullable(),
              }),
            ),
          }),
        }).json,
      },
      401: { description: '`unknown_terminal`: never registered, or revoked.' },
    },
    handle: async ({ body }) => ok(await peopleAt(body.terminalToken)),
  }),
  defineRoute<PinLoginBody>({
    method: 'post',
    path: '/auth/pin',
    public: true,
    limit: 'login',
    summary: 'Sign in by PIN at a registered terminal, to work in its outlet',
    tag: 'Authentication',
    body: bodySchema<PinLoginBody>({ terminalToken: terminalToken(), userId: s.uuid(), pin: s.pin() }),
    answers: {
      200: { description: 'Signed in; the refresh token is in its cookie.', schema: authAnswer },
      401: { description: '`wrong_pin`, the same for who does not work there; `unknown_terminal`.' },
    },
    handle: async ({ req, body }) => {
      assertOwnOrigin(req);
      return answerSignedIn(req, await signInByPin(body));
    },
  }),
];
