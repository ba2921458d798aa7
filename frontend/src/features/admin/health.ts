import { format } from '@/shared/i18n';

/** `GET /api/health/detailed`, as far as the page says something about it. */
export interface ServiceHealthDto {
  status: CheckStatus;
  checks: Record<string, HealthCheckDto>;
}
type CheckStatus = 'ok' | 'degraded' | 'down';
interface HealthCheckDto {
  status: CheckStatus;
  usedPercent?: number;
  freeBytes?: number;
  /** Of mail. */
  waiting?: number;
  failed?: number;
  oldestSeconds?: number;
}

/** The checks that have words of their own. */
export const CHECKS = [
  'database',
  'redis',
  'connections',
  'events',
  'mail',
  'queues',
  'sessions',
  'disk',
] as const;

export interface Trouble {
  check: string;
  isDown: boolean;
  params: Record<string, string>;
}

const numberOr = (value: number | undefined): string => (value === undefined ? '?' : format.number(value));

const GIB = 1024 ** 3;

/** What is not as it should be, the worst first. */
export function troublesOf({ checks }: ServiceHealthDto): Trouble[] {
  return Object.entries(checks)
    .filter(([, { status }]) => status !== 'ok')
    .map(([check, { status, usedPercent, freeBytes, waiting, failed, oldestSeconds }]) => ({
      check,
      isDown: status === 'down',
      params: {
        check,
        waiting: numberOr(waiting),
        failed: numberOr(failed),
        minutes: numberOr(oldestSeconds === undefined ? undefined : Math.floor(oldestSeconds / 60)),
        used: usedPercent === undefined ? '?' : format.number(usedPercent),
        free: freeBytes === undefined ? '?' : format.number(Math.round((freeBytes / GIB) * 10) / 10),
      },
    }))
    .sort((a, b) => Number(b.isDown) - Number(a.isDown));
}
