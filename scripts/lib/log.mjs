/** What people see while the scripts work: plain lines, colours only on a terminal. */

const colourful = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code) => (text) => (colourful ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
export const green = paint(32);
export const yellow = paint(33);
export const cyan = paint(36);

// Whoever reads along may leave (a closed pipe); the work and its orderly end go on.
process.stdout.on('error', () => undefined);

/** An error whose message is meant for the person at the keyboard; no stack is shown for it. */
export class SetUpError extends Error {}

export const say = (text = '') => process.stdout.write(`${text}\n`);
export const note = (text) => say(`  ${dim(text)}`);
export const warn = (text) => say(`${yellow('!')} ${text}`);
export const fail = (text) => say(`${red('✗')} ${text}`);

/** Milliseconds as people read them: `0.4 s`, `12 s`, `3 min 05 s`. */
export function formatDuration(ms) {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/**
 * Runs one step of the set-up under a title, with a sign of life every ten seconds and the time it took.
 * @template T
 * @param {string} title
 * @param {(report: (detail: string) => void) => Promise<T>} work may report a detail for the closing line
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const started = Date.now();
  let detail = '';
  say(`${cyan('•')} ${title}…`);
  const heartbeat = setInterval(
    () => note(`${title}: ${formatDuration(Date.now() - started)} so far`),
    10_000,
  );
  try {
    const result = await work((text) => (detail = text));
    say(
      `${green('✓')} ${title}${detail ? `: ${detail}` : ''} ${dim(`(${formatDuration(Date.now() - started)})`)}`,
    );
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Lays rows out in columns as wide as their longest cell. */
export function formatTable(header, rows) {
  const all = [header, ...rows].map((row) => row.map((cell) => String(cell ?? '')));
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  return [line(all[0]), widths.map((width) => '─'.repeat(width)).join('  '), ...all.slice(1).map(line)];
}

/** Writes each line of a stream with a coloured label in front. */
export function labelLines(stream, label, write = say) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop();
    for (const line of lines) write(`${label} ${line}`);
  });
  stream.on('end', () => rest && write(`${label} ${rest}`));
}

/** Ends a script: shows the message of an expected error, or the whole of an unexpected one. */
export function reportAndExit(error) {
  fail(error instanceof SetUpError ? error.message : (error?.stack ?? String(error)));
  process.exit(1);
}
