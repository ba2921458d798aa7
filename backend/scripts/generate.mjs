// Generates the Prisma client without its command line's download of a schema engine, which generation never uses.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const output = join(root, 'src/platform/db/generated/client.ts');
const schema = join(root, 'prisma/schema');
const newest = Math.max(...readdirSync(schema).map((name) => statSync(join(schema, name)).mtimeMs));
if (!existsSync(output) || statSync(output).mtimeMs < newest) {
  const bin = join(root, 'node_modules/prisma/build/index.js');
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
  const { status } = spawnSync(process.execPath, [bin, 'generate'], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.exitCode = status ?? 1;
}
