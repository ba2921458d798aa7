import type { OutletBody, OutletDto } from '@meja/domain';
import { deleteData, listAll, patchData, postData } from '@/shared/api';

export const fetchOutlets = (): Promise<OutletDto[]> => listAll('/outlets');

/** Creates an outlet, or changes that version of one. Throws `ApiProblem`. */
export const saveOutlet = (
  known: OutletDto | null,
  body: OutletBody,
  idempotencyKey: string,
): Promise<OutletDto> =>
  known
    ? patchData(`/outlets/${known.id}`, body, { idempotencyKey, version: known.version })
    : postData('/outlets', body, { idempotencyKey });

export const removeOutlet = (id: string): Promise<void> => deleteData(`/outlets/${id}`);
