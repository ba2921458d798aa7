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
}

/** The checks that have words of their own. */
export const CHECKS = ['database', 'redis', 'connections', 'events', 'queues', 'sessions', 'disk'] as const;

export interface Trouble {
  check: string;
  isDown: boolean;
  params: Record<string, string>;
}

const GIB = 1024 ** 3;

/** What is not as it should be, the worst first. */
export function troublesOf({ checks }: ServiceHealthDto): Trouble[] {
  return Object.entries(checks)
    .filter(([, { status }]) => status !== 'ok')
    .map(([check, { status, usedPercent, freeBytes }]) => ({
      check,
      isDown: status === 'down',
      params: {
        check,
        used: usedPercent === undefined ? '?' : format.number(usedPercent),
        free: freeBytes === undefined ? '?' : format.number(Math.round((freeBytes / GIB) * 10) / 10),
      },
    }))
    .sort((a, b) => Number(b.isDown) - Number(a.isDown));
}
