import type { ApiKeyBody, ApiKeyDto, CreatedApiKeyDto } from '@meja/domain';
import { deleteData, listAll, postData } from '@/shared/api';

export const fetchKeys = (): Promise<ApiKeyDto[]> => listAll('/api-keys');

/** The answer holds the key, which is told only now. Throws `ApiProblem`. */
export const makeKey = (body: ApiKeyBody, idempotencyKey: string): Promise<CreatedApiKeyDto> =>
  postData('/api-keys', body, { idempotencyKey });

export const revokeKey = (id: string): Promise<void> => deleteData(`/api-keys/${id}`);
