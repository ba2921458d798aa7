import { readFileSync } from 'node:fs';
import type {
  AuthAnswerDto,
  CreatedUserDto,
  ImportResultDto,
  MeDto,
  MenuDto,
  SettingsDto,
  StationDto,
} from '@meja/domain';
import { PRICE_LIST } from './baskets';
import { client } from './client';
import type { Call } from './client';

const OWNER = { email: 'pemilik@replay-roti.test', password: 'roti-hangat-tiap-pagi-16' };
const TILL_PASSWORD = 'kasir-roti-tiap-pagi-17';
export const TILLS = 8;

export interface Bakery {
  outletId: string;
  owner: Call;
  tills: Call[];
  productIds: Map<string, string>;
}

async function signIn(baseUrl: string, email: string, password: string): Promise<AuthAnswerDto | null> {
  const answer = await client(baseUrl)<AuthAnswerDto>('POST', '/auth/login', { email, password }).catch(
    (error: Error) => error,
  );
  if (answer instanceof Error) {
    if (/answered 401/.test(answer.message)) return null;
    throw answer;
  }
  return answer.data;
}

async function openBusiness(baseUrl: string): Promise<AuthAnswerDto> {
  const existing = await signIn(baseUrl, OWNER.email, OWNER.password);
  if (existing) return existing;
  const registration = {
    businessName: 'Bread Basket',
    businessType: 'BAKERY',
    ownerName: 'Pemilik',
    ...OWNER,
  };
  return (await client(baseUrl)<AuthAnswerDto>('POST', '/auth/register', registration)).data;
}

/** A counter where everything lies ready: without a station no sale goes to a kitchen. */
async function closeKitchen(owner: Call): Promise<void> {
  const { data } = await owner<StationDto[]>('GET', '/stations');
  for (const { id } of data) await owner('DELETE', `/stations/${id}`);
}

/** The bakery's rules, the same at every run: PBJT 10 % on top, no service charge, cash to the nearest hundred. */
async function setRules(owner: Call): Promise<void> {
  const { data } = await owner<SettingsDto>('GET', '/settings');
  const rules = {
    timeZone: 'Asia/Jakarta',
    businessDayCutoff: '04:00',
    taxClasses: [{ code: 'PBJT', name: 'PBJT', kind: 'PBJT', rate: 1000, inclusive: false }],
    defaultTaxClass: 'PBJT',
    serviceCharge: null,
    cashRounding: { unit: 100, mode: 'NEAREST' },
    nonCashRounding: null,
    requireOpenShift: false,
  };
  const same = Object.entries(rules).every(
    ([name, value]) => JSON.stringify(data[name as keyof SettingsDto]) === JSON.stringify(value),
  );
  if (!same) await owner('PATCH', '/settings', { ...rules, version: data.version });
}

async function importMenu(owner: Call): Promise<void> {
  const form = new FormData();
  form.append('file', new Blob([readFileSync(PRICE_LIST)], { type: 'text/csv' }), 'bread-basket-prices.csv');
  const { data } = await owner<ImportResultDto>('POST', '/products/import?dryRun=false', form);
  if (data.failed)
    throw new Error(`the price list was not imported whole: ${JSON.stringify(data.errors.slice(0, 3))}`);
}

async function openTill(baseUrl: string, owner: Call, outletId: string, number: number): Promise<Call> {
  const email = `kasir${number}@replay-roti.test`;
  const existing = await signIn(baseUrl, email, TILL_PASSWORD);
  if (existing) {
    const till = client(baseUrl, existing.accessToken);
    // A till of an earlier version may not import yet.
    const { data } = await till<MeDto>('GET', '/auth/me');
    if (!data.permissions.includes('order:import'))
      await owner('PATCH', `/users/${data.user.id}`, { grants: ['order:import'] });
    return till;
  }
  const { data } = await owner<CreatedUserDto>('POST', '/users', {
    email,
    name: `Kasir ${number}`,
    role: 'CASHIER',
    outletIds: [outletId],
    // What is rung up here is history, years old.
    grants: ['order:import'],
  });
  const currentPassword = data.temporaryPassword;
  const first = currentPassword && (await signIn(baseUrl, email, currentPassword));
  if (!first) throw new Error(`${email} could not sign in`);
  const change = { currentPassword, newPassword: TILL_PASSWORD };
  await client(baseUrl, first.accessToken)('POST', '/auth/password', change);
  const signedIn = await signIn(baseUrl, email, TILL_PASSWORD);
  return client(baseUrl, signedIn!.accessToken);
}

/** A bakery ready to sell, opened through the API or found as an earlier run left it. */
export async function openBakery(baseUrl: string): Promise<Bakery> {
  const { accessToken, outlet } = await openBusiness(baseUrl);
  const owner = client(baseUrl, accessToken);
  const outletId = outlet!.id;
  await setRules(owner);
  await closeKitchen(owner);
  await importMenu(owner);
  const { data: menu } = await owner<MenuDto>('GET', `/menu?outletId=${outletId}`);
  const productIds = new Map(menu.products.map((product) => [product.name, product.id]));
  const tills: Call[] = [];
  for (let number = 1; number <= TILLS; number += 1)
    tills.push(await openTill(baseUrl, owner, outletId, number));
  return { outletId, owner, tills, productIds };
}
