/** PostgreSQL refuses to run as root: the account it runs under instead, and what that account can reach. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { SetUpError } from './log.mjs';

const USUAL = ['postgres', '_postgres', 'nobody', 'daemon', 'www-data'];

export const isRoot = () => process.getuid?.() === 0;

/** @returns {{ name: string, uid: number, gid: number }[]} the accounts of an `/etc/passwd` */
export function parsePasswd(text) {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/**
 * Accounts to try, best first: the owners of the given folders (a start by `sudo` in one's own folder, or data made
 * earlier), then the usual service accounts.
 */
export function candidateAccounts(passwd, owners) {
  const byUid = new Map(passwd.map((account) => [account.uid, account]));
  const owning = owners.map(({ uid, gid }) => byUid.get(uid) ?? { name: `uid ${uid}`, uid, gid });
  const usual = USUAL.map((name) => passwd.find((account) => account.name === name));
  const seen = new Set();
  return [...owning, ...usual].filter((account) => {
    if (!account || !(account.uid > 0) || seen.has(account.uid)) return false;
    seen.add(account.uid);
    return true;
  });
}

/** The accounts of this machine that PostgreSQL may run under when we are root. */
export function unprivilegedAccounts(folders) {
  const passwd = parsePasswd(fs.readFileSync('/etc/passwd', 'utf8'));
  const owners = folders.filter((folder) => fs.existsSync(folder)).map((folder) => fs.statSync(folder));
  const accounts = candidateAccounts(passwd, owners);
  if (accounts.length > 0) return accounts;
  throw new SetUpError(
    'PostgreSQL refuses to run as root, and this machine has no unprivileged account for it. Add one ' +
      '(`useradd --system postgres`), or set DATABASE_URL to a server of your own.',
  );
}

/** Options for `spawn` that run a command under an account; none for ourselves. */
export const asAccount = (account) => (account ? { uid: account.uid, gid: account.gid } : {});

/** Asks the system, as that account, whether it can run a program or enter a folder. */
export function canReach(account, { program, folder }) {
  const script = program ? 'test -x "$1"' : 'cd "$1"';
  const outcome = spawnSync('/bin/sh', ['-c', `${script} 2>/dev/null`, 'sh', program ?? folder], {
    cwd: '/',
    stdio: 'ignore',
    ...asAccount(account),
  });
  return outcome.status === 0;
}

/** Gives a folder and all in it to an account. */
export function giveTo(account, folder) {
  if (!account) return;
  fs.lchownSync(folder, account.uid, account.gid);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) giveTo(account, file);
    else fs.lchownSync(file, account.uid, account.gid);
  }
}
