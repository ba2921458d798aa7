/** Secrets of a development machine: made once, kept readable by their owner alone. */
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const NAMES = [
  'JWT_SECRET',
  'MONITORING_TOKEN',
  'APP_SECRET',
  'POSTGRES_PASSWORD',
  'REDIS_PASSWORD',
  'GATEWAY_SIMULATOR_KEY',
];

/**
 * Reads `secrets.json` of the data folder and adds what is missing.
 * @returns {Record<string, string>} url-safe values, 32 random bytes each
 */
export function openSecrets(dataDir) {
  const file = path.join(dataDir, 'secrets.json');
  const known = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
  const missing = NAMES.filter((name) => !known[name]);
  if (missing.length === 0) return known;
  for (const name of missing) known[name] = crypto.randomBytes(32).toString('base64url');
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, `${JSON.stringify(known, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(draft, file);
  return known;
}
