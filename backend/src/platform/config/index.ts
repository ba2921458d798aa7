import { createHmac } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

/** Everything the process may be told from outside, read once and checked. Durations in milliseconds. */
export interface Config {
  env: 'development' | 'production' | 'test';
  port: number;
  /** Administrator of the cluster: migrations alone. Absent where only the two restricted ones are given. */
  databaseUrl: string;
  databaseAppUrl: string;
  databasePlatformUrl: string;
  databasePoolSize: number;
  /** How many processes of the API share its port and its pool. */
  apiProcesses: number;
  redisUrl: string | null;
  dataDir: string;
  /** Where `migrations/` is; beside the program where it is not told. */
  prismaDir: string | null;
  /** The built web app, served by the API where no nginx stands in front. */
  webDir: string | null;
  jwtSecret: string;
  /** bcrypt's cost of passwords and PINs: one more doubles the time of a guess, and of a sign-in. */
  passwordCost: number;
  accessTokenTtl: number;
  refreshTokenTtl: number;
  rateLimitWindow: number;
  rateLimitMax: number;
  /** Sockets of one person and of one tenant, in this process. */
  socketsPerUser: number;
  socketsPerTenant: number;
  allowedOrigins: string[];
  trustProxy: string | number | boolean;
  logLevel: string;
  monitoringToken: string | null;
  superAdmin: { email: string; password: string } | null;
  /** Where people find this service; links in e-mails begin with it. Without a slash at its end. */
  publicUrl: string;
  /** The server that takes e-mail; null: none. */
  smtpUrl: string | null;
  /** Who writes, as `Name <address>`. */
  mailFrom: string;
  /** Mail stays on this machine and is read at `/inbox`: development and the demo, where no server takes it. */
  localInbox: boolean;
  /** What seals secrets that are stored (`platform/vault`), the one in use first, then those it took the place of. */
  appSecrets: string[];
  /** The payment gateway's stand-in of development and the demo, with the key that its messages are signed with. */
  gatewaySimulator: { url: string; key: string } | null;
  /** How long a payment gateway is waited for. */
  gatewayTimeout: number;
  /** How long one that did not answer is left alone. */
  gatewayRest: number;
  /** Who else may say who somebody is (OpenID Connect); null: nobody. */
  oidc: OidcConfig | null;
}

export interface OidcConfig {
  /** As the provider's discovery document and its tokens have it. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the button says: `Google`. */
  name: string;
}

/** Refusal to start: one sentence that says which setting is wrong and what it should be. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const DURATION = /^(\d+)(ms|s|m|h|d)?$/;
const UNIT_MS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DEVELOPMENT_SECRET = 'development-only-secret-do-not-use-in-production';

function duration(name: string, value: string): number {
  const match = DURATION.exec(value);
  if (!match) throw new ConfigError(`${name} must be a duration such as 15m or 7d, not "${value}".`);
  return Number(match[1]) * UNIT_MS[match[2] ?? 'ms']!;
}

function integer(name: string, value: string, min: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < min) {
    throw new ConfigError(`${name} must be a whole number of at least ${min}, not "${value}".`);
  }
  return number;
}

/** The same cluster and database as the administrator's URL, signed in as one of the restricted roles. */
function roleUrl(adminUrl: string, role: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = rolePassword(adminUrl, role);
  return url.toString();
}

/** Password of a restricted role, derived from the administrator's so that one secret sets up all three. */
export function rolePassword(adminUrl: string, role: string): string {
  const { username, password } = new URL(adminUrl);
  return createHmac('sha256', `${username}:${password}`).update(role).digest('hex');
}

function trustProxy(value: string | undefined): string | number | boolean {
  if (!value || value === 'false') return false;
  if (value === 'true') return true;
  return /^\d+$/.test(value) ? Number(value) : value;
}

/** Texts out of somebody's example, and those that are long without being random. */
function isGuessable(secret: string): boolean {
  return (
    secret === DEVELOPMENT_SECRET ||
    new Set(secret).size < 10 ||
    /^(?:your|change|example|secret|default)/i.test(secret)
  );
}

const MOST_PROCESSES = 4;

/** One per core; one alone where no Redis carries what the others must hear of at once. */
function processesOf(env: NodeJS.ProcessEnv): number {
  return env.NODE_ENV === 'production' && env.REDIS_URL
    ? Math.min(MOST_PROCESSES, availableParallelism())
    : 1;
}

/** Never taken from a request: whoever sends one could lead others' links to a place of theirs. */
function publicUrl(env: NodeJS.ProcessEnv): string {
  const given = env.PUBLIC_URL || `http://localhost:${env.PORT ?? '8080'}`;
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) {
    throw new ConfigError(`PUBLIC_URL must be an address such as https://kasir.example.com, not "${given}".`);
  }
  return new URL(given).href.replace(/\/+$/, '');
}

function mailSettings(env: NodeJS.ProcessEnv, mode: Config['env']) {
  const address = publicUrl(env);
  const smtpUrl = env.SMTP_URL || null;
  if (smtpUrl && !(URL.canParse(smtpUrl) && /^smtps?:$/.test(new URL(smtpUrl).protocol))) {
    throw new ConfigError('SMTP_URL must be an address such as smtp://user:password@host:587.');
  }
  if (smtpUrl && mode === 'production' && !env.PUBLIC_URL) {
    throw new ConfigError('PUBLIC_URL must say where people find this service: links in e-mails lead there.');
  }
  return {
    publicUrl: address,
    smtpUrl,
    mailFrom: env.MAIL_FROM || `Meja <no-reply@${new URL(address).hostname}>`,
    localInbox: !smtpUrl && (mode !== 'production' || env.MEJA_DEMO === '1'),
  };
}

/** In production as slow to guess as OWASP ASVS 11.4.2 wants; only a demo's accounts, which guard nothing, may be cheaper. */
function passwordCost(env: NodeJS.ProcessEnv, mode: Config['env']): number {
  const isGuarded = mode === 'production' && env.MEJA_DEMO !== '1';
  const usual = { production: '12', development: '10', test: '4' }[mode];
  const cost = integer('PASSWORD_COST', env.PASSWORD_COST || usual, isGuarded ? 12 : 4);
  if (cost > 16)
    throw new ConfigError('PASSWORD_COST must be 16 at most: a sign-in would take many seconds.');
  return cost;
}

/** All of it or none. What a provider says is worth no more than the way it comes by: encrypted, or from this machine. */
function oidcSettings(env: NodeJS.ProcessEnv, mode: Config['env']): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer && !clientId && !clientSecret) return null;
  if (!issuer || !clientId || !clientSecret) {
    throw new ConfigError(
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all or none.',
    );
  }
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  const isHere = url?.protocol === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url?.protocol !== 'https:' && !isHere) {
    throw new ConfigError(
      `OIDC_ISSUER must be an address such as https://accounts.google.com, not "${issuer}".`,
    );
  }
  if (mode === 'production' && !env.PUBLIC_URL) {
    throw new ConfigError(
      'PUBLIC_URL must say where people find this service: the provider sends them back there.',
    );
  }
  return { issuer, clientId, clientSecret, name: env.OIDC_NAME || url.hostname };
}

/** Never where real money is: there, whoever finds the stand-in would pay with it. */
function gatewaySimulator(env: NodeJS.ProcessEnv, mode: Config['env']): Config['gatewaySimulator'] {
  const { GATEWAY_SIMULATOR_URL: url, GATEWAY_SIMULATOR_KEY: key } = env;
  if (!url) return null;
  if (mode === 'production' && env.MEJA_DEMO !== '1') {
    throw new ConfigError('GATEWAY_SIMULATOR_URL is for development and the demo; leave it out here.');
  }
  if (!URL.canParse(url) || (key ?? '').length < 16) {
    throw new ConfigError('GATEWAY_SIMULATOR_URL needs an address and GATEWAY_SIMULATOR_KEY a random text.');
  }
  return { url: new URL(url).href.replace(/\/+$/, ''), key: key! };
}

function gatewaySettings(env: NodeJS.ProcessEnv, mode: Config['env'], jwtSecret: string) {
  const former = (env.APP_SECRET_FORMER ?? '').split(',').map((secret) => secret.trim());
  return {
    appSecrets: [env.APP_SECRET || jwtSecret, ...former.filter(Boolean)],
    gatewaySimulator: gatewaySimulator(env, mode),
    gatewayTimeout: duration('GATEWAY_TIMEOUT', env.GATEWAY_TIMEOUT || '10s'),
    gatewayRest: duration('GATEWAY_REST', env.GATEWAY_REST || '30s'),
  };
}

/** Reads and checks the environment; throws {@link ConfigError} with one clear sentence. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const mode = env.NODE_ENV === 'production' || env.NODE_ENV === 'test' ? env.NODE_ENV : 'development';
  const databaseUrl = env.DATABASE_URL ?? '';
  if (!databaseUrl && !(env.DATABASE_APP_URL && env.DATABASE_PLATFORM_URL)) {
    throw new ConfigError(
      'DATABASE_URL must name the PostgreSQL database, e.g. postgres://user:password@host:5432/meja.',
    );
  }
  const jwtSecret = env.JWT_SECRET || (mode === 'production' ? '' : DEVELOPMENT_SECRET);
  if (jwtSecret.length < 32 || (mode === 'production' && isGuessable(jwtSecret))) {
    throw new ConfigError('JWT_SECRET must be a random text of at least 32 characters.');
  }
  return {
    env: mode,
    port: integer('PORT', env.PORT ?? '8080', 0),
    databaseUrl,
    databaseAppUrl: env.DATABASE_APP_URL ?? roleUrl(databaseUrl, 'meja_app'),
    databasePlatformUrl: env.DATABASE_PLATFORM_URL ?? roleUrl(databaseUrl, 'meja_platform'),
    databasePoolSize: integer('DATABASE_POOL_SIZE', env.DATABASE_POOL_SIZE ?? '20', 1),
    apiProcesses: integer('API_PROCESSES', env.API_PROCESSES || String(processesOf(env)), 1),
    redisUrl: env.REDIS_URL || null,
    dataDir: resolve(env.MEJA_DATA_DIR ?? '.data'),
    prismaDir: env.PRISMA_DIR ? resolve(env.PRISMA_DIR) : null,
    webDir: env.WEB_DIR ? resolve(env.WEB_DIR) : null,
    jwtSecret,
    passwordCost: passwordCost(env, mode),
    accessTokenTtl: duration('JWT_ACCESS_TOKEN_TTL', env.JWT_ACCESS_TOKEN_TTL ?? '15m'),
    refreshTokenTtl: duration('JWT_REFRESH_TOKEN_TTL', env.JWT_REFRESH_TOKEN_TTL ?? '7d'),
    rateLimitWindow: integer('RATE_LIMIT_WINDOW', env.RATE_LIMIT_WINDOW ?? '60000', 1000),
    rateLimitMax: integer('RATE_LIMIT_MAX_REQUESTS', env.RATE_LIMIT_MAX_REQUESTS ?? '6000', 1),
    socketsPerUser: integer('SOCKETS_PER_USER', env.SOCKETS_PER_USER ?? '20', 1),
    socketsPerTenant: integer('SOCKETS_PER_TENANT', env.SOCKETS_PER_TENANT ?? '500', 1),
    allowedOrigins: (env.ALLOWED_ORIGINS ?? '')
      .split(',')
      .map((o) => o.trim())
      .filter(Boolean),
    trustProxy: trustProxy(env.TRUST_PROXY),
    logLevel: env.LOG_LEVEL ?? (mode === 'test' ? 'error' : 'info'),
    monitoringToken: env.MONITORING_TOKEN || null,
    superAdmin:
      env.SUPER_ADMIN_EMAIL && env.SUPER_ADMIN_PASSWORD
        ? { email: env.SUPER_ADMIN_EMAIL, password: env.SUPER_ADMIN_PASSWORD }
        : null,
    ...mailSettings(env, mode),
    oidc: oidcSettings(env, mode),
    ...gatewaySettings(env, mode, jwtSecret),
  };
}

let current: Config | undefined;

/** The process's configuration, read at first use. */
export function config(): Config {
  return (current ??= loadConfig());
}

/** Replaces the configuration: tests and start-up alone. */
export function setConfig(next: Config): void {
  current = next;
}

/**
 * A process that serves needs no administrator of the database; whoever breaks into it shall not find one. True where
 * there was one to forget, in production.
 */
export function forgetAdministrator(): boolean {
  if (config().env !== 'production' || !config().databaseUrl) return false;
  delete process.env.DATABASE_URL;
  setConfig({ ...config(), databaseUrl: '' });
  return true;
}
