/** Where things are, and what the environment says. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetUpError } from './log.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const backendDir = path.join(root, 'backend');
export const frontendDir = path.join(root, 'frontend');
export const webDir = path.join(frontendDir, 'dist');

/**
 * Reads the lines `NAME=value` of an `.env` file. Quotes around a value are taken off (`\n` becomes a line break
 * within double ones); outside quotes ` #` begins a comment.
 * @returns {Record<string, string>}
 */
export function parseEnv(text) {
  const values = {};
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/.exec(line);
    if (match) values[match[1]] = parseValue(match[2].trim());
  }
  return values;
}

function parseValue(raw) {
  const quoted = /^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/.exec(raw);
  if (quoted) return quoted[1].replace(/\\n/g, '\n').replace(/\\(["\\])/g, '$1');
  const literal = /^'([^']*)'\s*(?:#.*)?$/.exec(raw);
  if (literal) return literal[1];
  return raw.replace(/(^|\s)#.*$/, '').trim();
}

/** Puts the root's `.env` under the environment (which wins), dropping empty values, and returns the outcome. */
export function loadEnv(file = path.join(root, '.env'), base = process.env) {
  const fromFile = fs.existsSync(file) ? parseEnv(fs.readFileSync(file, 'utf8')) : {};
  const merged = { ...fromFile, ...base };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}

/** The folder of the embedded services, made if it is missing. */
export function openDataDir(env) {
  const dataDir = path.resolve(root, env.MEJA_DATA_DIR ?? '.data');
  try {
    if (!fs.existsSync(dataDir)) fs.mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    fs.mkdirSync(path.join(dataDir, 'logs'), { recursive: true });
    fs.accessSync(dataDir, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
  } catch (error) {
    throw new SetUpError(
      `The data folder ${dataDir} can't be written (${error.code}). If it was made by another account ` +
        '(for instance root), start as that account again, or set MEJA_DATA_DIR to a folder of your own.',
    );
  }
  return fs.realpathSync(dataDir);
}

/** Node is the one thing a machine must bring. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetUpError(
    `Meja needs Node 20.19 or newer; this is ${version}. Install a newer Node and start again.`,
  );
}
