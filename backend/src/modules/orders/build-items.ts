import {
  allGroupsOf,
  chosenIn,
  groupsFor,
  lineOptions,
  requiresWholeQuantity,
  takenOptions,
  taxClassOf,
  usualOptions,
} from '@meja/domain';
import type { LineModifier, OrderItemBody, OrderItemModifierBody } from '@meja/domain';
import { newId } from '../../lib/id';
import { Problem, invalid, parseQuantity } from '../../platform/http';
import type { FieldIssue } from '../../platform/http';
import type { MenuLookup, MenuProductDto, MenuVariantDto } from './menu-lookup';
import { MOST_OPTIONS } from './orders.bounds';
import type { OrderItemRow } from './orders.rows';

/** The part of an item that the menu decides: what it is, what it costs, where it is cooked. */
export type ChosenProduct = Pick<
  OrderItemRow,
  | 'product_id'
  | 'variant_id'
  | 'category_id'
  | 'station_id'
  | 'name'
  | 'variant_name'
  | 'unit'
  | 'unit_price'
  | 'tax_class'
  | 'tax_definition'
>;

const NO_AMOUNTS = {
  gross: 0,
  line_discount: 0,
  order_discount: 0,
  net: 0,
  service: 0,
  tax: 0,
  tax_included: 0,
  total: 0,
};

function chooseVariant(
  product: MenuProductDto,
  variantId: string | null,
  path: string,
  issues: FieldIssue[],
): MenuVariantDto | null {
  const variant = product.variants.find(({ id }) => id === variantId);
  if (variantId && !variant) issues.push({ path: `${path}.variantId`, code: 'unknown_reference' });
  if (!variantId && product.variants.length) issues.push({ path: `${path}.variantId`, code: 'required' });
  return variant ?? null;
}

/**
 * Options of one item by the rules of the groups that its variant offers; left out altogether, what is usual there
 * stands.
 */
function chooseModifiers(
  lookup: MenuLookup,
  product: MenuProductDto,
  variant: MenuVariantDto | null,
  wanted: OrderItemModifierBody[] | undefined,
  path: string,
  issues: FieldIssue[],
): LineModifier[] {
  const groups = groupsFor(product, variant?.id ?? null, lookup.groups);
  const chosen = wanted
    ? new Map(wanted.map((entry) => [entry.optionId, entry.quantity ?? 1]))
    : usualOptions(groups);
  if (wanted && chosen.size < wanted.length) issues.push({ path: `${path}.modifiers`, code: 'repeated' });
  const modifiers = lineOptions(groups, chosen);
  for (const group of groups) {
    const count = chosenIn(group, modifiers);
    if (count < group.min || count > group.max) {
      const params = { group: group.name, min: group.min, max: group.max };
      issues.push({ path: `${path}.modifiers`, code: 'modifier_selection_invalid', params });
    }
  }
  const offered = new Set(groups.flatMap(({ options }) => options.map(({ id }) => id)));
  const elsewhere = allGroupsOf(product, lookup.groups).flatMap(({ options }) => options);
  wanted?.forEach(({ optionId }, index) => {
    if (offered.has(optionId)) return;
    const option = variant && elsewhere.find(({ id }) => id === optionId);
    issues.push({
      path: `${path}.modifiers.${index}.optionId`,
      ...(option
        ? { code: 'option_of_other_variant', params: { option: option.name, variant: variant.name } }
        : { code: 'unknown_reference' }),
    });
  });
  if (takenOptions(modifiers).length > MOST_OPTIONS)
    issues.push({ path: `${path}.modifiers`, code: 'too_many', params: { max: MOST_OPTIONS } });
  return modifiers;
}

/** What a body's item means by the menu; pushes what is wrong, and answers null where there is no such product. */
export function chooseItem(
  lookup: MenuLookup,
  body: Pick<OrderItemBody, 'productId' | 'variantId' | 'quantity' | 'modifiers'>,
  path: string,
  issues: FieldIssue[],
): (ChosenProduct & Pick<OrderItemRow, 'quantity_milli' | 'modifiers'>) | null {
  const product = lookup.products.get(body.productId);
  if (!product) {
    issues.push({ path: `${path}.productId`, code: 'unknown_reference' });
    return null;
  }
  const quantity = parseQuantity(body.quantity) ?? 0;
  if (requiresWholeQuantity(product.unit) && quantity % 1000 !== 0) {
    issues.push({ path: `${path}.quantity`, code: 'whole_quantity_required' });
  }
  const variant = chooseVariant(product, body.variantId ?? null, path, issues);
  const modifiers = chooseModifiers(lookup, product, variant, body.modifiers, path, issues);
  if (!product.available || variant?.available === false) {
    throw new Problem('product_unavailable', { params: { name: product.name, product: product.name } });
  }
  return {
    product_id: product.id,
    variant_id: variant?.id ?? null,
    category_id: product.categoryId,
    station_id: product.stationId,
    name: product.name,
    variant_name: variant?.name ?? null,
    unit: product.unit,
    unit_price: variant?.price ?? product.price,
    tax_class: product.taxClass,
    tax_definition: taxClassOf(lookup.menu.settings, product.taxClass),
    quantity_milli: quantity,
    modifiers,
  };
}

/** Rows of new items, unpriced and not sent; all that is wrong with any of them comes back in one 422. */
export function buildItems(
  lookup: MenuLookup,
  orderId: string,
  bodies: readonly OrderItemBody[],
  firstPosition: number,
): OrderItemRow[] {
  const issues: FieldIssue[] = [];
  const ids = new Set<string>();
  const rows = bodies.map((body, index): OrderItemRow | null => {
    const path = `items.${index}`;
    const id = body.id ?? newId();
    if (ids.has(id)) issues.push({ path: `${path}.id`, code: 'repeated' });
    ids.add(id);
    const chosen = chooseItem(lookup, body, path, issues);
    return (
      chosen && {
        id,
        order_id: orderId,
        position: firstPosition + index,
        ...chosen,
        discount: body.discount ?? null,
        note: body.note || null,
        seat: body.seat ?? null,
        course: body.course ?? null,
        kitchen_status: null,
        ...NO_AMOUNTS,
        sent_at: null,
        voided_at: null,
        void_reason: null,
      }
    );
  });
  if (issues.length) throw invalid(...issues);
  return rows.filter((row) => row !== null);
}
