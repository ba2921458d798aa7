/** One person of the demo, as its seed printed them. */
export interface Login {
  business: string | null;
  role: string;
  email: string;
  password: string;
}

const logins = (): Login[] =>
  (process.env.MEJA_E2E_LOGINS ?? '')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Login);

/** Who holds this role in the demo's café. */
export function loginOf(role: string): Login {
  const found = logins().find((login) => login.business === 'Kopi Senja' && login.role === role);
  if (!found) throw new Error(`The demo has no ${role}.`);
  return found;
}

export const cashierOfTheDemo = (): Login => loginOf('CASHIER');
