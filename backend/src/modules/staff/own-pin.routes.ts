import type { OwnPinBody } from '@meja/domain';
import { bodySchema, defineRoute, noContent, s } from '../../platform/http';
import type { Route } from '../../platform/http';
import { changeOwnPin } from './own-pin.service';

export const ownPinRoutes: Route[] = [
  defineRoute<OwnPinBody>({
    method: 'post',
    path: '/auth/pin/change',
    permission: 'profile:manage',
    idempotency: 'after',
    summary: 'Change one’s own PIN in this business, by password',
    tag: 'Authentication',
    body: bodySchema<OwnPinBody>({ currentPassword: s.secret({ max: 512 }), pin: s.pin() }),
    answers: {
      204: { description: 'Changed.' },
      404: { description: 'Signed in to no business.' },
    },
    handle: async ({ actor, body }) => {
      await changeOwnPin(actor, body);
      return noContent();
    },
  }),
];
