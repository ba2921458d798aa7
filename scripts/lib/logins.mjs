/** The demo's log-ins, as the seed prints them and as people read them. */
import { formatTable } from './log.mjs';

const pick = (entry, ...names) =>
  names.map((name) => entry[name]).find((value) => value !== undefined && value !== null);

/** Takes the log-ins out of the seed's output: lines of JSON with an e-mail and a password; other lines are passed over. */
export function parseLogins(output) {
  return output.split('\n').flatMap((line) => {
    if (!line.trim().startsWith('{')) return [];
    try {
      const entry = JSON.parse(line);
      return entry.email && entry.password ? [entry] : [];
    } catch {
      return [];
    }
  });
}

/** Lines of a table: business, role, name, e-mail, password. */
export function formatLogins(logins) {
  const rows = logins.map((entry) => [
    pick(entry, 'business', 'tenant') ?? '–',
    pick(entry, 'role') ?? '',
    pick(entry, 'outlet') ?? '',
    entry.email,
    entry.password,
  ]);
  const header = ['Business', 'Role', 'Outlet', 'E-mail', 'Password'];
  const hasOutlet = rows.some((row) => row[2]);
  const drop = (row) => (hasOutlet ? row : row.filter((_, column) => column !== 2));
  return formatTable(drop(header), rows.map(drop));
}
