/** Stamps: what a piece of work was done from, so that a second start can skip it. */
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './env.mjs';

const folder = path.join(root, 'node_modules/.cache/meja');
const PASSED_OVER = new Set([
  'node_modules',
  'dist',
  'generated',
  '__tests__',
  'coverage',
  'test-results',
  '.git',
]);

function* filesUnder(place) {
  if (!fs.existsSync(place)) return;
  if (fs.statSync(place).isFile()) {
    yield place;
    return;
  }
  const entries = fs.readdirSync(place, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (PASSED_OVER.has(entry.name)) continue;
    const file = path.join(place, entry.name);
    if (entry.isDirectory()) yield* filesUnder(file);
    else if (entry.isFile()) yield file;
  }
}

/**
 * A hash over the names and contents of files and folders (given relative to the root) and over further facts.
 * Contents rather than times: a checkout touches files it does not change.
 */
export function hashOf(places, facts = []) {
  const hash = crypto.createHash('sha256').update(JSON.stringify([process.platform, process.arch, ...facts]));
  for (const place of places) {
    for (const file of filesUnder(path.join(root, place))) {
      hash.update(`\0${path.relative(root, file)}\0`).update(fs.readFileSync(file));
    }
  }
  return hash.digest('hex');
}

export function isStamped(name, hash) {
  try {
    return fs.readFileSync(path.join(folder, name), 'utf8') === hash;
  } catch {
    return false;
  }
}

export function stamp(name, hash) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, name), hash);
}

/** Forgets a stamp before the work begins, so that work cut short is done again. */
export const unstamp = (name) => fs.rmSync(path.join(folder, name), { force: true });
