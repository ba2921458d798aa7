export {
  deactivateAccounts,
  findAccount,
  findAccountsAt,
  findActiveAccount,
  listAccounts,
  resealAccounts,
  saveAccount,
} from './accounts.repository';
export type { AccountRow } from './accounts.repository';
export { resetBreakers } from './call-gateway';
export { listFindings, noteFinding, resolveFinding } from './findings.repository';
export type { FindingRow } from './findings.repository';
export { GatewayFailure } from './gateway-failure';
export { GATEWAY_MODES, GATEWAY_NAMES } from './gateway.types';
export type {
  ChargeReport,
  Gateway,
  GatewayAccount,
  GatewayMode,
  GatewayName,
  GatewayNotice,
  Instructions,
} from './gateway.types';
export { gatewayOf } from './gateways';
export { lookIntoNotices, purgeGatewayNotices, registerPayee } from './notices';
export type { Payee } from './notices';
export { gatewayRoutes } from './notices.routes';
