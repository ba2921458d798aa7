import type { Gateway, GatewayAccount } from './gateway.types';
import { midtrans } from './midtrans';
import { xendit } from './xendit';

/** The gateway behind an account. */
export const gatewayOf = (account: GatewayAccount): Gateway =>
  account.gateway === 'MIDTRANS' ? midtrans(account) : xendit(account);
