import { foldName } from '@meja/domain';
import type { ProductBody, ProductDto, VariantBody } from '@meja/domain';
import { Problem, invalid } from '../../platform/http';
import type { FieldIssue } from '../../platform/http';
import { findCategory } from './categories.repository';
import { duplicate, repeatedIssues } from './catalog.rules';
import { findGroupIds } from './modifier-groups.repository';
import { tieIssues } from './products.groups';
import { findTakenCodes, findVariantOwners } from './products.repository';
import { findStation } from './stations.repository';
import { tenantSettings } from '../tenants';

type Checked = Partial<ProductBody>;

function repeated({ sku, barcode, variants = [], modifierGroupIds = [] }: Checked): FieldIssue[] {
  const each = (field: keyof VariantBody) =>
    variants.map((variant, index) => ({
      path: `variants.${index}.${field}`,
      value: variant[field] as string | null | undefined,
    }));
  return [
    ...repeatedIssues(each('id')),
    ...repeatedIssues(each('name'), foldName),
    ...repeatedIssues([{ path: 'sku', value: sku }, ...each('sku')]),
    ...repeatedIssues([{ path: 'barcode', value: barcode }, ...each('barcode')]),
    ...repeatedIssues(modifierGroupIds.map((value, index) => ({ path: `modifierGroupIds.${index}`, value }))),
  ];
}

async function references(tenantId: string, body: Checked): Promise<FieldIssue[]> {
  const issues: FieldIssue[] = [];
  const unknown = (path: string) => issues.push({ path, code: 'unknown_reference' });
  if (body.categoryId && !(await findCategory(body.categoryId))) unknown('categoryId');
  if (body.stationId && !(await findStation(body.stationId))) unknown('stationId');
  if (body.taxClass) {
    const { taxClasses } = await tenantSettings(tenantId);
    if (!taxClasses.some(({ code }) => code === body.taxClass)) unknown('taxClass');
  }
  if (body.modifierGroupIds?.length) {
    const known = await findGroupIds(body.modifierGroupIds);
    body.modifierGroupIds.forEach((id, index) => {
      if (!known.has(id)) unknown(`modifierGroupIds.${index}`);
    });
  }
  return issues;
}

/** Everything that is wrong with the shape and the references of a product, in one 422. */
export async function assertProduct(tenantId: string, body: Checked, before?: ProductDto): Promise<void> {
  const issues = [...repeated(body), ...(await references(tenantId, body)), ...tieIssues(body, before)];
  if (issues.length) throw invalid(...issues);
}

/** Codes lead a scanner to one thing: 409 where another product or variant has one of these. */
export async function assertCodesFree(
  productId: string,
  { sku, barcode, variants = [] }: Checked,
): Promise<void> {
  const wanted = (field: 'sku' | 'barcode', own: string | null | undefined) =>
    [
      { path: field, value: own },
      ...variants.map((variant, index) => ({ path: `variants.${index}.${field}`, value: variant[field] })),
    ].flatMap(({ path, value }) =>
      value ? [{ path, value: field === 'sku' ? value.toLowerCase() : value }] : [],
    );
  const skus = wanted('sku', sku);
  const barcodes = wanted('barcode', barcode);
  if (!skus.length && !barcodes.length) return;
  const taken = await findTakenCodes(
    skus.map(({ value }) => value),
    barcodes.map(({ value }) => value),
    productId,
  );
  if (!taken.length) return;
  const errors = (kind: 'sku' | 'barcode', entries: typeof skus) =>
    entries
      .filter(({ value }) => taken.some((code) => code.kind === kind && code.value === value))
      .map(({ path }) => ({ path, code: 'not_unique' as const }));
  throw new Problem('duplicate', {
    params: { field: taken[0]!.kind === 'sku' ? 'SKU' : 'barcode' },
    errors: [...errors('sku', skus), ...errors('barcode', barcodes)],
  });
}

/** The variants' ids that this product has already; 409 for an id that is another product's. */
export async function ownVariantIds(productId: string, variants: VariantBody[]): Promise<Set<string>> {
  const owners = await findVariantOwners(variants.flatMap(({ id }) => (id ? [id] : [])));
  const taken = variants.findIndex(({ id }) => id && owners.has(id) && owners.get(id) !== productId);
  if (taken >= 0) throw duplicate('id', `variants.${taken}.id`);
  return new Set(owners.keys());
}
