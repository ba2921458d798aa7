import {
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  test as base,
  expect,
} from '@playwright/test';
import type { Person } from './api';
import { baseUrl } from './settings';

export { expect };

type Credentials = Pick<Person, 'email' | 'password'>;

interface ConsoleGuard {
  /** Says which errors a test brings about on purpose, by part of their text. */
  allow: (...parts: string[]) => void;
  watch: (context: BrowserContext) => void;
}

interface Fixtures {
  consoleGuard: ConsoleGuard;
  /** A browser of its own, signed in as somebody, on a page. */
  openAs: (person: Credentials, path: string, options?: BrowserContextOptions) => Promise<Page>;
}

/** What a browser keeps that was here before: the app looks for a session at once. */
const returning = (origin: string): BrowserContextOptions['storageState'] => ({
  cookies: [],
  origins: [{ origin, localStorage: [{ name: 'meja.session', value: '1' }] }],
});

/** Signs a browser in without the form, as on a later visit. */
async function enter(context: BrowserContext, { email, password }: Credentials): Promise<void> {
  const answer = await context.request.post('/api/v1/auth/login', { data: { email, password } });
  expect(answer.status()).toBe(200);
}

/** Every test fails on an error in the console, an uncaught error or a violation of the page's content policy. */
export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads from this pattern which fixtures are needed
  baseURL: async ({}, use) => use(baseUrl()),
  consoleGuard: [
    async ({ context }, use) => {
      const problems: string[] = [];
      const allowed: string[] = [];
      const note = (text: string): void => {
        if (!allowed.some((part) => text.includes(part))) problems.push(text);
      };
      const watch = (watched: BrowserContext): void => {
        watched.on('console', (message) => message.type() === 'error' && note(message.text()));
        watched.on('weberror', (error) => note(String(error.error())));
      };
      watch(context);
      await use({ watch, allow: (...parts) => void allowed.push(...parts) });
      expect(problems, 'errors in the browser').toEqual([]);
    },
    { auto: true },
  ],
  openAs: async ({ browser, consoleGuard, baseURL }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (person, path, options = {}) => {
      const context = await browser.newContext({
        baseURL,
        storageState: returning(baseURL ?? ''),
        ...options,
      });
      opened.push(context);
      consoleGuard.watch(context);
      await enter(context, person);
      const page = await context.newPage();
      await page.goto(path);
      return page;
    });
    for (const context of opened) await context.close();
  },
});
