import type { CreatedUserDto, UpdateUserBody, UserBody, UserDto } from '@meja/domain';
import { deleteData, listAll, patchData, postData } from '@/shared/api';

export const fetchStaff = (): Promise<UserDto[]> => listAll('/users');

/** The answer holds the first password, which is told only now. Throws `ApiProblem`. */
export const addMember = (body: UserBody, idempotencyKey: string): Promise<CreatedUserDto> =>
  postData('/users', body, { idempotencyKey });

export const changeMember = (
  known: UserDto,
  body: UpdateUserBody,
  idempotencyKey: string,
): Promise<UserDto> => patchData(`/users/${known.id}`, body, { idempotencyKey, version: known.version });

/** Another first password for a pending member, told only now; the one before ends. Throws `ApiProblem`. */
export const renewPassword = (known: UserDto): Promise<CreatedUserDto> =>
  postData(`/users/${known.id}/temporary-password`, undefined, { version: known.version });

export const removeMember = (id: string): Promise<void> => deleteData(`/users/${id}`);
