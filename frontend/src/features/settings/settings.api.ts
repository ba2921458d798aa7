import type { SettingsBody, SettingsDto } from '@meja/domain';
import { getData, patchData, postFile } from '@/shared/api';

export const fetchSettings = (): Promise<SettingsDto> => getData('/settings');

/** Changes what the body names of that version. Throws `ApiProblem`. */
export const saveSettings = (
  version: number,
  body: SettingsBody,
  idempotencyKey: string,
): Promise<SettingsDto> => patchData('/settings', body, { version, idempotencyKey });

/** Gives the business its logo, in place of the one it had. Throws `ApiProblem`. */
export const uploadLogo = (
  version: number,
  file: File,
  onSent: (share: number) => void,
): Promise<SettingsDto> => postFile('/settings/logo', file, { version, onSent });
