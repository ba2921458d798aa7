import type { Request } from 'express';
import { Problem, defineRoute, ok, s } from '../http';
import type { Route, Upload } from '../http';
import type { GatewayName } from './gateway.types';
import { takeNotice } from './notices';

const MOST_BYTES = 64 * 1024;
const NAMES = ['midtrans', 'xendit'] as const;

/** A message as it came, byte for byte: what is signed and by what it is known again. */
async function readRaw(req: Request): Promise<Upload<Buffer>> {
  if (!req.is('application/json'))
    throw new Problem('unsupported_media_type', { params: { expected: 'application/json' } });
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new Problem('payload_too_large');
    parts.push(part);
  }
  return { value: Buffer.concat(parts), digest: '' };
}

export const gatewayRoutes: Route[] = [
  defineRoute<Buffer, object, { gateway: (typeof NAMES)[number] }>({
    method: 'post',
    path: '/payments/notifications/:gateway',
    public: true,
    states: true,
    summary:
      'What a payment gateway tells, signed by it; told twice, late or out of order it comes out the same',
    tag: 'Payments',
    params: { gateway: s.enum(NAMES) },
    upload: { contentType: 'application/json', read: readRaw },
    answers: {
      200: {
        description: 'Written down; told again it is the same.',
        schema: s.object({ data: s.object({ received: s.boolean() }) }).json,
      },
      401: { description: '`notification_forged`: no account of ours signed it.' },
    },
    handle: async ({ params: { gateway }, body, req }) => {
      await takeNotice(gateway.toUpperCase() as GatewayName, body, req.headers);
      return ok({ received: true });
    },
  }),
];
