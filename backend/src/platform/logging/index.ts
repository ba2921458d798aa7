import { createLogger, format, transports } from 'winston';
import { config } from '../config';
import { currentContext } from '../context';
import { survivingStream } from './surviving-stream';

export { linesLost } from './surviving-stream';

const SECRET = /password|token|secret|authorization|cookie|pin/i;

/** Copies a log entry without what must not be written down; what lies deeper than entries go is left out. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 3) return '[deep]';
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack };
  if (Array.isArray(value)) return value.map((entry) => redact(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      SECRET.test(key) ? '[redacted]' : redact(entry, depth + 1),
    ]),
  );
}

const withContext = format((info) => {
  const context = currentContext();
  if (context) {
    info.requestId = context.requestId;
    info.route = context.route;
    info.tenantId = context.actor?.tenantId;
    info.userId = context.actor?.userId;
  }
  return info;
});

/** Errors go to standard error alone. */
const withoutErrors = format((info) => (info.level === 'error' ? false : info));

const logger = createLogger({
  level: 'info',
  format: format.combine(withContext(), format.timestamp(), format.json()),
  transports: [
    new transports.Stream({ level: 'error', stream: survivingStream(process.stderr) }),
    new transports.Stream({ format: withoutErrors(), stream: survivingStream(process.stdout) }),
  ],
});

type Fields = Record<string, unknown>;
type Level = 'error' | 'warn' | 'info' | 'debug';

function write(level: Level, message: string, fields: Fields = {}): void {
  logger.level = config().logLevel;
  logger.log(level, message, redact(fields) as Fields);
}

/** Structured JSON logs: correlation id, tenant, user and route come from the context, secrets are redacted (OBS-04). */
export const log = {
  error: (message: string, fields?: Fields) => write('error', message, fields),
  warn: (message: string, fields?: Fields) => write('warn', message, fields),
  info: (message: string, fields?: Fields) => write('info', message, fields),
  debug: (message: string, fields?: Fields) => write('debug', message, fields),
};
