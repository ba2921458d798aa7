import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { AuthAnswerDto, Role } from '@meja/domain';
import { createApi } from '../../src/app/server';
import { loadConfig, setConfig } from '../../src/platform/config';
import type { Config } from '../../src/platform/config';
import { closeDatabase } from '../../src/platform/db';
import { resetLimiters } from '../../src/platform/http';
import { closeRedis } from '../../src/platform/redis';
import { answerCheck } from './answer-check';
import { adminUrl, createDatabase, dropDatabase } from './databases';

export interface ApiAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; `data` of `{ data }` and problem fields are read through it. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are asserted on, not trusted
  body: any;
}

/** Calls the API as somebody: method, path below `/api/v1`, body, headers. */
export type Caller = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<ApiAnswer>;

export interface TestTenant extends AuthAnswerDto {
  token: string;
  email: string;
  password: string;
  tenantId: string;
  outletId: string;
  api: Caller;
  /** Adds a member of staff and signs them in. */
  staff(
    role: Exclude<Role, 'SUPER_ADMIN'>,
    extra?: object,
  ): Promise<{ api: Caller; token: string; userId: string; email: string }>;
}

export interface TestApp {
  baseUrl: string;
  database: string;
  /** Without a token. */
  api: Caller;
  as(token: string): Caller;
  registerTenant(overrides?: object): Promise<TestTenant>;
  /** Runs SQL as the superuser, past row-level security. */
  sql<R extends object>(text: string, values?: unknown[]): Promise<R[]>;
  stop(): Promise<void>;
}

const PASSWORD = 'kopi-tubruk-hangat-71';

function caller(baseUrl: string, token: string | null): Caller {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${baseUrl}${path.startsWith('/api/') ? path : `/api/v1${path}`}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') && text;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json ? (JSON.parse(text) as unknown) : undefined,
    };
  };
}

/**
 * The real API on a database of its own (or on one that is there), listening on a free loopback port. Call `stop()` in
 * `afterAll`.
 */
export async function startTestApp(overrides: Partial<Config> = {}, existing?: string): Promise<TestApp> {
  const database = existing ?? (await createDatabase());
  const env = { ...process.env, DATABASE_URL: adminUrl(database) };
  setConfig({ ...loadConfig(env), rateLimitMax: 1_000_000, port: 0, ...overrides });
  resetLimiters();
  const undeclared = new Set<string>();
  const { httpServer, close } = await createApi({ checkAnswer: answerCheck((text) => undeclared.add(text)) });
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
  const admin = new Pool({ connectionString: adminUrl(database), max: 4 });
  // The database is dropped while the last of these may still be closing.
  admin.on('error', () => undefined);
  const as = (token: string) => caller(baseUrl, token);
  const anonymous = caller(baseUrl, null);

  async function signIn(email: string, password: string): Promise<string> {
    const { body, status } = await anonymous('POST', '/auth/login', { email, password });
    if (status !== 200) throw new Error(`sign-in of ${email} answered ${status}: ${JSON.stringify(body)}`);
    return (body as { data: AuthAnswerDto }).data.accessToken;
  }

  async function registerTenant(extra: object = {}): Promise<TestTenant> {
    const email = `owner-${uuidv7()}@contoh.test`;
    const registration = {
      businessName: 'Kedai Contoh',
      businessType: 'CAFE',
      ownerName: 'Rina',
      email,
      password: PASSWORD,
      ...extra,
    };
    const { body, status } = await anonymous('POST', '/auth/register', registration);
    if (status !== 201) throw new Error(`register answered ${status}: ${JSON.stringify(body)}`);
    const answer = (body as { data: AuthAnswerDto }).data;
    const api = as(answer.accessToken);
    return {
      ...answer,
      token: answer.accessToken,
      email: registration.email,
      password: registration.password,
      tenantId: answer.tenant!.id,
      outletId: answer.outlet!.id,
      api,
      async staff(role, more = {}) {
        const address = `${role.toLowerCase()}-${uuidv7()}@contoh.test`;
        const made = await api('POST', '/users', {
          email: address,
          name: `Staf ${role}`,
          role,
          outletIds: [],
          ...more,
        });
        if (made.status !== 201) throw new Error(`staff answered ${made.status}: ${made.text}`);
        const { id, temporaryPassword } = (made.body as { data: { id: string; temporaryPassword: string } })
          .data;
        const first = as(await signIn(address, temporaryPassword));
        const next = `${PASSWORD}-${role.toLowerCase()}`;
        const changed = await first('POST', '/auth/password', {
          currentPassword: temporaryPassword,
          newPassword: next,
        });
        if (changed.status >= 300) throw new Error(`password answered ${changed.status}: ${changed.text}`);
        const token = await signIn(address, next);
        return { api: as(token), token, userId: id, email: address };
      },
    };
  }

  return {
    baseUrl,
    database,
    api: anonymous,
    as,
    registerTenant,
    sql: async <R extends object>(text: string, values: unknown[] = []) =>
      (await admin.query(text, values)).rows as R[],
    async stop() {
      httpServer.closeAllConnections();
      await close();
      await closeDatabase();
      await closeRedis();
      await admin.end();
      await dropDatabase(database);
      // Also where no test looked at the status: an answer that nobody declared is a fault by itself (F-30).
      if (undeclared.size > 0)
        throw new Error(`Answers that are not declared:\n${[...undeclared].join('\n')}`);
    },
  };
}
