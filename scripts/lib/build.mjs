/** Building the server and the web app when their sources changed. */
import fs from 'node:fs';
import path from 'node:path';
import { SetUpError, say, step } from './log.mjs';
import { backendDir, root, webDir } from './env.mjs';
import { pnpm } from './pnpm.mjs';
import { hashOf, isStamped, stamp, unstamp } from './stamps.mjs';

const SHARED = [
  'packages/domain/src',
  'packages/domain/package.json',
  'pnpm-lock.yaml',
  'tsconfig.base.json',
];
const BACKEND = ['backend/package.json', 'backend/tsconfig.json', 'backend/scripts', 'backend/prisma'];
const GENERATED = path.join(backendDir, 'src/platform/db/generated');

/** What is built: from which sources, what must be there afterwards, by which scripts. */
export const targets = {
  client: {
    title: 'Generating the database client',
    sources: [
      'backend/prisma/schema',
      'backend/package.json',
      'backend/scripts/generate.mjs',
      'pnpm-lock.yaml',
    ],
    outputs: [GENERATED],
    command: ['--filter', '@meja/backend', 'run', 'generate'],
  },
  backend: {
    title: 'Building the server',
    sources: [...SHARED, ...BACKEND, 'backend/src'],
    outputs: ['main.js', 'migrate.js', 'rollups.js', 'seed.js'].map((name) =>
      path.join(backendDir, 'dist', name),
    ),
    command: ['--filter', '@meja/backend', 'run', 'build'],
  },
  frontend: {
    title: 'Building the web app',
    sources: [...SHARED, 'frontend'],
    outputs: [path.join(webDir, 'index.html')],
    command: ['--filter', '@meja/frontend', 'run', 'build'],
  },
};

/** Builds one target unless it stands for the sources as they are. */
export async function buildOnce(name) {
  const { title, sources, outputs, command } = targets[name];
  const hash = hashOf(sources);
  const isThere = () => outputs.every((output) => fs.existsSync(output));
  if (isStamped(name, hash) && isThere()) return;
  unstamp(name);
  await step(title, async () => {
    const { code, output } = await pnpm(command);
    if (code === 0 && isThere()) return;
    say(output);
    const missing = outputs.filter((file) => !fs.existsSync(file)).map((file) => path.relative(root, file));
    const reason = code === 0 ? `it left no ${missing.join(', ')}` : 'the lines above say why';
    throw new SetUpError(`${title} failed: ${reason}.`);
  });
  stamp(name, hash);
}

/** Everything `npm start` needs. */
export async function buildAll() {
  await buildOnce('client');
  await Promise.all([buildOnce('backend'), buildOnce('frontend')]);
}
