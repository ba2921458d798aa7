import path from 'node:path';
import { build, type InlineConfig, type Rolldown } from 'vite';

type Chunk = Pick<Rolldown.OutputChunk, 'fileName' | 'facadeModuleId' | 'imports' | 'isEntry' | 'moduleIds'>;

/** What is opened together, by the files it starts from; the first paint of a role takes `core` and its own. */
const ROOTS: Record<string, RegExp> = {
  'sign-in': /\/auth\/pages\/SignInPage\.vue$/,
  till: /\/(?:layouts\/KasirLayout|till\/pages\/TillPage)\.vue$/,
  kitchen: /\/(?:layouts\/KitchenLayout|kitchen\/pages\/KitchenPage)\.vue$/,
  queries: /\/app\/queries\.ts$/,
  dialogs: /\/shared\/ui\/(?:AppToaster|ConfirmHost|SideSheet|AppDialog)\.vue$/,
  sheets: /\/till\/components\/(?:ItemSheet|PaymentSheet|SaleDone|DiscountDialog)\.vue$/,
};
const OFFICE = /\/(?:features\/[^/]+\/pages\/[^/]+|layouts\/(?:Tenant|SuperAdmin)Layout)\.vue$/;
const WORK = ['till', 'kitchen', 'queries', 'office'];

/** The module's chunk, by who needs it; null leaves it to the bundler. */
function chunkFor(id: string, users: ReadonlySet<string>, officePages: number): string | null {
  const workers = WORK.filter((name) => users.has(name));
  if (id.includes('rolldown/runtime') || users.has('core')) return 'core';
  if (users.has('sign-in') && users.has('till')) return 'core';
  if (users.has('queries') || (users.has('till') && workers.length > 1)) return 'work';
  if (users.has('till')) return 'till';
  if (users.has('sign-in')) return 'sign-in';
  if (users.has('dialogs')) return 'dialogs';
  if (users.has('kitchen')) return workers.length > 1 ? 'dialogs' : 'kitchen';
  if (users.has('sheets')) return users.has('office') ? 'dialogs' : 'sheets';
  return officePages > 1 ? 'office' : null;
}

/**
 * One chunk for each role and one for what all share, in place of a file for every part that two pages have in common.
 * Which module is needed by whom is read off a first build, which has left out what nobody uses.
 */
export async function planChunks(config: InlineConfig): Promise<(id: string) => string | null> {
  const built = (await build({
    ...config,
    configFile: false,
    logLevel: 'error',
    build: { ...config.build, write: false, minify: false },
  })) as Rolldown.RolldownOutput;
  const chunks = new Map(
    built.output.flatMap((file): [string, Chunk][] => (file.type === 'chunk' ? [[file.fileName, file]] : [])),
  );
  const users = new Map<string, Set<string>>();
  const pages = new Map<string, number>();
  const reach = (fileName: string, seen: Set<string>): Set<string> => {
    const chunk = chunks.get(fileName);
    if (!chunk || seen.has(fileName)) return seen;
    seen.add(fileName);
    for (const name of chunk.imports) reach(name, seen);
    return seen;
  };
  const note = (chunk: Chunk, user: string): void => {
    for (const name of reach(chunk.fileName, new Set())) {
      for (const id of chunks.get(name)?.moduleIds ?? []) {
        users.set(id, (users.get(id) ?? new Set()).add(user));
        if (user === 'office') pages.set(id, (pages.get(id) ?? 0) + 1);
      }
    }
  };
  for (const chunk of chunks.values()) {
    const facade = chunk.facadeModuleId?.split(path.sep).join('/') ?? '';
    const root = Object.entries(ROOTS).find(([, files]) => files.test(facade))?.[0];
    if (chunk.isEntry) note(chunk, 'core');
    else if (root) note(chunk, root);
    else if (OFFICE.test(facade)) note(chunk, 'office');
  }
  return (id) => chunkFor(id, users.get(id) ?? new Set(), pages.get(id) ?? 0);
}
