import type {
  MenuDto,
  MenuProductDto,
  Money,
  OrderItemBody,
  OrderItemDto,
  PricedModifier,
  PricingLine,
  PricingSettings,
  Unit,
  UpdateOrderItemBody,
} from '@meja/domain';
import { quantityOf, takenOptions, taxClassOf } from '@meja/domain';
import type { BasketLine, LineChoice } from './basket.types';

const sameModifiers = (a: readonly PricedModifier[], b: readonly PricedModifier[]): boolean => {
  const key = (list: readonly PricedModifier[]): string =>
    list
      .map((modifier) => `${modifier.optionId}×${modifier.quantity}`)
      .sort()
      .join();
  return key(a) === key(b);
};

/** Builds a line from a product of the menu. */
export function lineOf(id: string, product: MenuProductDto, choice: LineChoice): BasketLine {
  const variant = product.variants.find((entry) => entry.id === choice.variantId) ?? null;
  return {
    id,
    productId: product.id,
    variantId: variant?.id ?? null,
    name: product.name,
    variantName: variant?.name ?? null,
    unitPrice: variant?.price ?? product.price,
    taxClass: product.taxClass,
    unit: product.unit,
    quantityMilli: choice.quantityMilli,
    modifiers: choice.modifiers.map((modifier) => ({ ...modifier })),
    discount: choice.discount,
    note: choice.note,
  };
}

/** A stored item as a line that can be changed. */
export const lineOfItem = (item: OrderItemDto, unit: Unit): BasketLine => ({
  id: item.id,
  productId: item.productId,
  variantId: item.variantId,
  name: item.name,
  variantName: item.variantName,
  unitPrice: item.unitPrice,
  taxClass: item.taxClass,
  unit,
  quantityMilli: Math.round(item.quantity * 1000),
  modifiers: item.modifiers.map((modifier) => ({ ...modifier })),
  discount: item.discount,
  note: item.note,
});

/** The whole of a line as a change of what is stored of it. */
export function toChange(line: BasketLine): UpdateOrderItemBody {
  const { quantity, modifiers = [] } = toItemBody(line);
  const { variantId, discount, note } = line;
  return { quantity, modifiers, discount, note, ...(variantId && { variantId }) };
}

/** A line that a new one of the same kind joins: same product and options, nothing special about either. */
export function findTwin(lines: readonly BasketLine[], line: BasketLine): BasketLine | undefined {
  if (line.note || line.discount || line.unit !== 'PIECE') return undefined;
  return lines.find(
    (other) =>
      other.productId === line.productId &&
      other.variantId === line.variantId &&
      !other.note &&
      !other.discount &&
      sameModifiers(other.modifiers, line.modifiers),
  );
}

/** The line with today's names and prices; unchanged where the menu no longer has the product. */
export function refreshLine(line: BasketLine, menu: MenuDto): BasketLine {
  const product = menu.products.find((entry) => entry.id === line.productId);
  if (!product) return line;
  const options = new Map(
    menu.modifierGroups.flatMap((group) => group.options).map((option) => [option.id, option]),
  );
  const modifiers = line.modifiers.map((modifier) => {
    const option = options.get(modifier.optionId);
    return option ? { ...modifier, name: option.name, price: option.price } : modifier;
  });
  return lineOf(line.id, product, { ...line, modifiers });
}

/** The line as it is priced, under the tax that these settings give its class. Throws `PricingError`. */
export function toPricingLine(line: BasketLine, settings: PricingSettings): PricingLine {
  return {
    id: line.id,
    productId: line.productId,
    name: line.name,
    unitPrice: line.unitPrice,
    quantityMilli: line.quantityMilli,
    modifiers: takenOptions(line.modifiers),
    discount: line.discount,
    taxClass: taxClassOf(settings, line.taxClass, line.id),
  };
}

/** The price of one, options included. */
export const priceForOne = (line: BasketLine): Money =>
  line.modifiers.reduce((sum, { price, quantity }) => sum + price * quantity, line.unitPrice);

/** The line as the API takes it: no price, the server knows. */
export function toItemBody(line: BasketLine): OrderItemBody {
  return {
    id: line.id,
    productId: line.productId,
    ...(line.variantId ? { variantId: line.variantId } : {}),
    quantity: quantityOf(line.quantityMilli),
    ...(line.modifiers.length
      ? { modifiers: takenOptions(line.modifiers).map(({ optionId, quantity }) => ({ optionId, quantity })) }
      : {}),
    ...(line.discount ? { discount: line.discount } : {}),
    ...(line.note ? { note: line.note } : {}),
  };
}
