/** Which account PostgreSQL runs under and where its programs and data are, so that the account reaches both. */
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SetUpError } from './log.mjs';
import { canReach, giveTo, isRoot, unprivilegedAccounts } from './account.mjs';
import { root } from './env.mjs';
import { copyBinaries, findPostgresBinaries } from './postgres-binaries.mjs';

const pointerOf = (dataDir) => path.join(dataDir, 'postgres.json');

/** The place outside the data folder that its pointer names, or null. A pointer copied with a project is not obeyed. */
export function findPlace(dataDir) {
  try {
    const pointer = JSON.parse(fs.readFileSync(pointerOf(dataDir), 'utf8'));
    return pointer.for === dataDir && fs.existsSync(pointer.place) ? pointer.place : null;
  } catch {
    return null;
  }
}

/** A folder that every account can enter, of this project's own: `/var/lib/meja-<hash of the path>` or the like. */
function makePlace(path_, account) {
  const name = `meja-${crypto.createHash('sha256').update(path_).digest('hex').slice(0, 12)}`;
  for (const parent of ['/var/lib', '/var/tmp', os.tmpdir()]) {
    const place = path.join(parent, name);
    try {
      fs.mkdirSync(place, { recursive: true, mode: 0o755 });
      fs.chmodSync(place, 0o755);
      if (canReach(account, { folder: place })) return place;
    } catch {
      // this parent can't be written; the next may
    }
  }
  throw new SetUpError(
    `The account ${account.name} can enter no folder that PostgreSQL could use. Move the project, set MEJA_DATA_DIR, ` +
      'or set DATABASE_URL to a server of your own.',
  );
}

/** Data left under the place by a data folder that somebody deleted is set aside, never mixed with the new. */
function setAsideLeftover(place, report) {
  const data = path.join(place, 'postgres');
  if (!fs.existsSync(data)) return;
  const aside = `${data}-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`;
  fs.renameSync(data, aside);
  report(`the data of an earlier, deleted data folder was set aside in ${aside}`);
}

function placeData(dataDir, candidates, report) {
  const data = path.join(dataDir, 'postgres');
  const known = findPlace(dataDir);
  if (known) return { data: path.join(known, 'postgres'), account: candidates[0] };
  const reaching = candidates.find((account) => canReach(account, { folder: dataDir }));
  if (reaching) return { data, account: reaching };
  if (fs.existsSync(path.join(data, 'PG_VERSION'))) {
    throw new SetUpError(
      `The account ${candidates[0].name} owns the data in ${data} but can no longer enter it. Make the folders ` +
        'above it enterable (chmod a+x), or move the project back.',
    );
  }
  const place = makePlace(dataDir, candidates[0]);
  setAsideLeftover(place, report);
  fs.writeFileSync(pointerOf(dataDir), `${JSON.stringify({ for: dataDir, place }, null, 2)}\n`);
  report(`${candidates[0].name} can't enter ${dataDir}; PostgreSQL's data is in ${place}`);
  return { data: path.join(place, 'postgres'), account: candidates[0] };
}

/**
 * @param {string} dataDir real path of the data folder
 * @param {(text: string) => void} report
 * @returns {{ bin: string, data: string, account: object | null }} account null: ourselves
 */
export function choosePlace(dataDir, report) {
  const binaries = findPostgresBinaries();
  if (!isRoot()) return { bin: binaries.bin, data: path.join(dataDir, 'postgres'), account: null };
  const existing = path.join(findPlace(dataDir) ?? dataDir, 'postgres');
  const candidates = unprivilegedAccounts([existing, root]);
  const { data, account } = placeData(dataDir, candidates, report);
  const reachable = canReach(account, { program: path.join(binaries.bin, 'postgres') });
  if (reachable || !binaries.tree) return { bin: binaries.bin, data, account };
  return { bin: copyBinaries(binaries, makePlace(root, account)), data, account };
}

/** Makes an empty folder that belongs to the account. */
export function makeFolder(folder, account) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  giveTo(account, folder);
}
