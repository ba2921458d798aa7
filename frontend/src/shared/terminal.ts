const KEY = 'meja.terminal';

/** What this browser keeps of its registration as a terminal; the token opens the list of names, and a PIN the rest. */
export interface Terminal {
  id: string;
  token: string;
}

/** This browser's registration, or null. */
export function readTerminal(): Terminal | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') as Terminal | null;
  } catch {
    return null;
  }
}

/** Whether people sign in here by PIN. */
export const isTerminal = (): boolean => readTerminal() !== null;

/** Keeps a registration in this browser, or forgets it. Throws where storage is forbidden. */
export function keepTerminal(terminal: Terminal | null): void {
  if (terminal) localStorage.setItem(KEY, JSON.stringify(terminal));
  else localStorage.removeItem(KEY);
}
