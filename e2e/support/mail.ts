import { expect } from '@playwright/test';
import { baseUrl } from './settings';

const pageOf = async (path: string): Promise<string> => (await fetch(`${baseUrl()}${path}`)).text();

async function newestTo(email: string, part: string): Promise<string> {
  const list = await pageOf('/inbox');
  for (const [item, path] of list.matchAll(/<li><a href="(\/inbox\/[\w-]+)">.*?<\/li>/gs)) {
    if (!item.includes(`${email} ·`)) continue;
    const link = new RegExp(`${part}#[\\w-]{43}`).exec(await pageOf(path!))?.[0];
    if (link) return link;
  }
  return '';
}

/** The path of the newest e-mailed link to a page, as the worker sends it by itself. */
export async function mailedLink(email: string, part: '/reset' | '/verify'): Promise<string> {
  let link = '';
  await expect
    .poll(async () => (link = await newestTo(email, part)), { message: `a link to ${part} for ${email}` })
    .not.toBe('');
  return link;
}
