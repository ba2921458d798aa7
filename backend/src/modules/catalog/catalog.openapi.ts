import { STARTER_MENUS, UNITS } from '@meja/domain';
import type { Answer } from '../../platform/http';
import { s } from '../../platform/http';
import type { JsonSchema } from '../../platform/http';

const id: JsonSchema = { type: 'string', format: 'uuid' };
const idOrNull: JsonSchema = { anyOf: [id, { type: 'null' }] };
const text: JsonSchema = { type: 'string' };
const textOrNull: JsonSchema = { anyOf: [text, { type: 'null' }] };
const integer: JsonSchema = { type: 'integer' };
const flag: JsonSchema = { type: 'boolean' };
const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
const object = (properties: Record<string, JsonSchema>): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

const variant = object({
  id,
  name: text,
  price: integer,
  sku: textOrNull,
  barcode: textOrNull,
  position: integer,
  available: flag,
});

export const stationSchema = object({
  id,
  outletId: idOrNull,
  name: text,
  position: integer,
  lateAfterMinutes: integer,
  oneBump: flag,
  version: integer,
});

export const categorySchema = object({
  id,
  name: text,
  parentId: idOrNull,
  position: integer,
  color: textOrNull,
  needsPreparation: flag,
  version: integer,
});

export const productSchema = object({
  id,
  name: text,
  description: textOrNull,
  categoryId: idOrNull,
  price: integer,
  sku: textOrNull,
  barcode: textOrNull,
  taxClass: textOrNull,
  unit: { type: 'string', enum: [...UNITS] },
  trackStock: flag,
  variants: list(variant),
  modifierGroupIds: list(id),
  modifierGroupVariants: {
    ...list(object({ groupId: id, variantIds: list(id) })),
    description: 'Groups that only these variants offer; the others every variant offers.',
  },
  stationId: idOrNull,
  photoUrl: textOrNull,
  active: flag,
  unavailableOutletIds: list(id),
  outletPrices: list(object({ outletId: id, price: integer })),
  needsPreparation: { type: ['boolean', 'null'], description: 'null: as its category says.' },
  outletStations: list(object({ outletId: id, stationId: id })),
  position: integer,
  version: integer,
  createdAt: { type: 'string', format: 'date-time' },
  updatedAt: { type: 'string', format: 'date-time' },
});

export const modifierGroupSchema = object({
  id,
  name: text,
  min: integer,
  max: integer,
  options: list(
    object({ id, name: text, price: integer, default: flag, position: integer, available: flag }),
  ),
  version: integer,
});

export const importResultSchema = object({
  dryRun: flag,
  total: integer,
  created: integer,
  updated: integer,
  failed: integer,
  errors: list(object({ row: integer, column: textOrNull, code: text, message: text, value: textOrNull })),
  warnings: list(object({ row: integer, column: text, code: text, message: text, value: text })),
  emptyCells: list(object({ column: text, title: text, count: integer, cleared: flag })),
});

export const starterMenuSchema = object({
  kind: { type: 'string', enum: [...STARTER_MENUS] },
  products: integer,
  categories: integer,
  modifierGroups: integer,
  stations: integer,
});

/** `{ data }` of one thing. */
export const one = (description: string, schema: JsonSchema): Answer => ({
  description,
  schema: object({ data: schema }),
});

/** `{ data, meta }` of a list. */
export const many = (description: string, schema: JsonSchema): Answer => ({
  description,
  schema: object({ data: list(schema), meta: object({ nextCursor: textOrNull }) }),
});

export const noBody: Record<number, Answer> = { 204: { description: 'Removed.' } };

export interface IdParams {
  id: string;
}
export const idParams = { id: s.uuid() };
