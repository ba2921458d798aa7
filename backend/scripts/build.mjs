// Bundles the server, the migration step and the seed. Packages stay outside, except what the workspace itself holds.
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const entries = {
  main: 'src/main.ts',
  migrate: 'scripts/migrate.ts',
  rollups: 'scripts/rollups.ts',
  'audit-verify': 'scripts/audit-verify.ts',
  seed: 'prisma/seed/main.ts',
};

/** `packages: 'external'` would leave the workspace's TypeScript outside as well. */
const workspaceInside = {
  name: 'workspace-inside',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, pluginData, ...rest }) => {
      if (kind === 'entry-point' || pluginData === 'workspace') return undefined;
      if (!path.startsWith('@meja/')) return { path, external: true };
      return resolve(path, { kind, resolveDir, pluginData: 'workspace', importer: rest.importer });
    });
  },
};

rmSync(dist, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file)))),
  outdir: dist,
  bundle: true,
  splitting: true,
  chunkNames: 'chunk-[hash]',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: true,
  sourcesContent: false,
  plugins: [workspaceInside],
  logLevel: 'warning',
});
