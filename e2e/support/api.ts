import { randomUUID } from 'node:crypto';
import { baseUrl } from './settings';

export type Role = 'ADMIN_TENANT' | 'SUPERVISOR' | 'CASHIER' | 'KITCHEN';

/** Who can sign in, and speak to the API at once. */
export interface Person {
  email: string;
  password: string;
  token: string;
}

/** A business with its owner. */
export interface Tenant extends Person {
  name: string;
  tenantId: string;
  outletId: string;
}

interface SignInAnswer {
  accessToken: string;
  tenant: { id: string };
  outlet: { id: string };
}

const PASSWORD = 'kopi-tubruk-hangat-71';

/** Calls `/api/v1` and returns `data` of the answer; throws where it is refused. */
export async function call<T>(method: string, path: string, body?: object, token?: string): Promise<T> {
  const response = await fetch(`${baseUrl()}/api/v1${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return (text ? (JSON.parse(text) as { data: T }).data : undefined) as T;
}

const address = (what: string): string => `${what}-${randomUUID().slice(0, 13)}@contoh.test`;

async function signIn(email: string, password: string): Promise<string> {
  return (await call<SignInAnswer>('POST', '/auth/login', { email, password })).accessToken;
}

/** Registers a business of its own for a spec. */
export async function registerTenant(
  name: string,
  { businessType = 'CAFE', ownerName = 'Rina Wulandari', outletName = 'Pusat' } = {},
): Promise<Tenant> {
  const email = address('pemilik');
  const body = { businessName: name, businessType, ownerName, outletName, email, password: PASSWORD };
  const answer = await call<SignInAnswer>('POST', '/auth/register', body);
  const { accessToken: token, tenant, outlet } = answer;
  return { name, email, password: PASSWORD, token, tenantId: tenant.id, outletId: outlet.id };
}

/** A member of staff as the owner makes one: with a temporary password still to be changed. */
export async function inviteStaff(tenant: Tenant, role: Role, name: string): Promise<Omit<Person, 'token'>> {
  const email = address(role.toLowerCase());
  const body = { email, name, role, outletIds: role === 'ADMIN_TENANT' ? [] : [tenant.outletId] };
  const made = await call<{ temporaryPassword: string }>('POST', '/users', body, tenant.token);
  return { email, password: made.temporaryPassword };
}

/** A member of staff who has settled in: the password is their own. */
export async function addStaff(tenant: Tenant, role: Role, name: string): Promise<Person> {
  const { email, password: temporary } = await inviteStaff(tenant, role, name);
  const password = `${PASSWORD}-${role.toLowerCase()}`;
  const first = await signIn(email, temporary);
  await call('POST', '/auth/password', { currentPassword: temporary, newPassword: password }, first);
  return { email, password, token: await signIn(email, password) };
}
