import type {
  AuditAction,
  CategoryDto,
  ModifierGroupDto,
  ModifierOptionDto,
  OutletDto,
  ProductDto,
  SettingsDto,
  ShiftDto,
  StationDto,
  UserDto,
  VariantDto,
} from '@meja/domain';

/** What every line has and no change of it tells anybody. */
type Silent = 'id' | 'version' | 'createdAt' | 'updatedAt' | 'lastSeenAt' | 'position' | 'codeExpiresAt';

type Known =
  | SettingsDto
  | UserDto
  | OutletDto
  | ProductDto
  | VariantDto
  | CategoryDto
  | ModifierGroupDto
  | ModifierOptionDto
  | StationDto
  | ShiftDto;
type KeyOf<T> = T extends T ? Extract<keyof T, string> : never;

/** Fields of what is told of in the log that need words: a new setting does not typecheck without. */
export type FieldName = Exclude<KeyOf<Known>, Silent>;

type Camel<S extends string> = S extends `${infer A}.${infer B}`
  ? `${Camel<A>}${Capitalize<Camel<B>>}`
  : S extends `${infer A}_${infer B}`
    ? `${A}${Capitalize<Camel<B>>}`
    : S;
/** Every action that is written into the log, as the key of its words. */
export type ActionName = Camel<AuditAction>;
