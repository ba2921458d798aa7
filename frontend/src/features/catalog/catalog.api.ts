import type {
  AvailabilityBody,
  CategoryBody,
  CategoryDto,
  ImportResultDto,
  ModifierGroupBody,
  ModifierGroupDto,
  ProductBody,
  ProductDto,
  SettingsDto,
  StationBody,
  StarterMenuDto,
  StarterMenuKind,
  StationDto,
  UpdateCategoryBody,
} from '@meja/domain';
import {
  deleteData,
  downloadFile,
  getData,
  listAll,
  listPage,
  patchData,
  postData,
  postFile,
  putData,
  type Page,
} from '@/shared/api';

export interface ProductFilter {
  q: string;
  categoryId: string;
  /** '' for both. */
  active: '' | 'true' | 'false';
}

const PAGE = 200;

export const addStarterMenu = (kind: StarterMenuKind): Promise<StarterMenuDto> =>
  postData('/starter-menu', { kind });

/** Takes back what the menu added and nobody changed. */
export const removeStarterMenu = (kind: StarterMenuKind): Promise<StarterMenuDto> =>
  deleteData('/starter-menu', { body: { kind } });

/** One page of products by name. Throws `ApiProblem`. */
export function fetchProducts(filter: ProductFilter, cursor: string | null): Promise<Page<ProductDto>> {
  const { q, categoryId, active } = filter;
  return listPage('/products', {
    params: {
      limit: PAGE,
      ...(q && { q }),
      ...(categoryId && { categoryId }),
      ...(active && { active }),
      ...(cursor && { cursor }),
    },
  });
}

interface Versioned {
  id: string;
  version: number;
}

/** Creates where there is nothing yet, else changes that version of it. Throws `ApiProblem`. */
function save<T, B>(path: string, known: Versioned | null, body: B, idempotencyKey: string): Promise<T> {
  return known
    ? patchData<T, B>(`${path}/${known.id}`, body, { idempotencyKey, version: known.version })
    : postData<T, B>(path, body, { idempotencyKey });
}

export const saveProduct = (known: ProductDto | null, body: ProductBody, key: string): Promise<ProductDto> =>
  save('/products', known, body, key);
/** Gives a product its photo, in place of the one it had. Throws `ApiProblem`. */
export const uploadPhoto = (
  { id, version }: ProductDto,
  file: File,
  onSent: (share: number) => void,
): Promise<ProductDto> => postFile(`/products/${id}/photo`, file, { version, onSent });
export const removeProduct = (id: string): Promise<void> => deleteData(`/products/${id}`);
export const setAvailability = (id: string, body: AvailabilityBody): Promise<ProductDto> =>
  putData(`/products/${id}/availability`, body);

export const fetchCategories = (): Promise<CategoryDto[]> => listAll('/categories');
export const saveCategory = (
  known: CategoryDto | null,
  body: CategoryBody,
  key: string,
): Promise<CategoryDto> => save('/categories', known, body, key);
export const moveCategory = (id: string, body: UpdateCategoryBody): Promise<CategoryDto> =>
  patchData(`/categories/${id}`, body);
export const removeCategory = (id: string): Promise<void> => deleteData(`/categories/${id}`);

export const fetchGroups = (): Promise<ModifierGroupDto[]> => listAll('/modifier-groups');
export const saveGroup = (
  known: ModifierGroupDto | null,
  body: ModifierGroupBody,
  key: string,
): Promise<ModifierGroupDto> => save('/modifier-groups', known, body, key);
export const removeGroup = (id: string): Promise<void> => deleteData(`/modifier-groups/${id}`);

export const fetchStations = (): Promise<StationDto[]> => listAll('/stations');
export const saveStation = (known: StationDto | null, body: StationBody, key: string): Promise<StationDto> =>
  save('/stations', known, body, key);
export const removeStation = (id: string): Promise<void> => deleteData(`/stations/${id}`);

export const fetchSettings = (): Promise<SettingsDto> => getData('/settings');

/** Columns whose empty cells take the value away, as a parameter. */
const clearing = (columns: readonly string[]) => (columns.length ? { clear: columns.join(',') } : {});

/** Tells what a file would do without storing anything. Throws `ApiProblem`. */
export const checkImport = (file: File, clear: readonly string[]): Promise<ImportResultDto> =>
  postFile('/products/import', file, { params: { dryRun: true, ...clearing(clear) } });

/** Takes a file in: all of it or nothing, or (`valid`) the rows that are right. Throws `ApiProblem`. */
export const importProducts = (
  file: File,
  mode: 'all' | 'valid',
  clear: readonly string[],
): Promise<ImportResultDto> => postFile('/products/import', file, { params: { mode, ...clearing(clear) } });

export const exportProducts = (fileName: string): Promise<void> =>
  downloadFile('/products/export', fileName, { params: { format: 'csv' } });
