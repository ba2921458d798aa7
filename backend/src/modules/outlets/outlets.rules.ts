import type { OutletDto } from '@meja/domain';

/** A short code for a new outlet: the first free number from 01. */
export function nextCode(taken: readonly string[]): string {
  const used = new Set(taken);
  for (let number = 1; ; number += 1) {
    const code = String(number).padStart(2, '0');
    if (!used.has(code)) return code;
  }
}

/** An outlet as it is answered. */
export function presentOutlet(row: Omit<OutletDto, 'createdAt'> & { createdAt: Date }): OutletDto {
  const { id, name, code, address, phone, timeZone, active, version, createdAt } = row;
  return { id, name, code, address, phone, timeZone, active, version, createdAt: createdAt.toISOString() };
}
