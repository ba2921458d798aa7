import type { SettingsBody, SettingsDto } from '@meja/domain';
import { getData, patchData } from '@/shared/api';

export const fetchSettings = (): Promise<SettingsDto> => getData('/settings');

/** Changes what the body names of that version. Throws `ApiProblem`. */
export const saveSettings = (
  version: number,
  body: SettingsBody,
  idempotencyKey: string,
): Promise<SettingsDto> => patchData('/settings', body, { version, idempotencyKey });
