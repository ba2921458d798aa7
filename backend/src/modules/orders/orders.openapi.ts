import {
  DPP_RULES,
  ORDER_STATUSES,
  ORDER_TYPES,
  PAYMENT_CONFIRMATIONS,
  PAYMENT_METHODS,
  PAYMENT_STATUSES,
  TAX_KINDS,
} from '@meja/domain';
import type {
  OrderDto,
  OrderItemDto,
  OrderSummaryDto,
  PaidOrderDto,
  PaymentDto,
  RepricedItemDto,
} from '@meja/domain';
import type { JsonSchema } from '../../platform/http';

/** A schema for each name of a DTO: one forgotten does not typecheck. */
type Described<T> = { [K in keyof Required<T>]: JsonSchema };

const id: JsonSchema = { type: 'string', format: 'uuid' };
const idOrNull: JsonSchema = { type: ['string', 'null'], format: 'uuid' };
const money: JsonSchema = { type: 'integer', description: 'Smallest used unit of the currency.' };
const text: JsonSchema = { type: 'string' };
const textOrNull: JsonSchema = { type: ['string', 'null'] };
const integerOrNull: JsonSchema = { type: ['integer', 'null'] };
const instant: JsonSchema = { type: 'string', format: 'date-time' };
const instantOrNull: JsonSchema = { type: ['string', 'null'], format: 'date-time' };
const discount: JsonSchema = {
  anyOf: [
    {
      type: 'object',
      properties: { type: { type: 'string', enum: ['PERCENT', 'AMOUNT'] }, value: { type: 'integer' } },
      required: ['type', 'value'],
    },
    { type: 'null' },
  ],
};

const taxClass: JsonSchema = {
  type: 'object',
  properties: {
    code: text,
    name: text,
    kind: { type: 'string', enum: [...TAX_KINDS] },
    rate: { type: 'integer', description: 'Basis points.' },
    inclusive: { type: 'boolean' },
    dpp: { type: 'string', enum: [...DPP_RULES] },
  },
  required: ['code', 'name', 'kind', 'rate', 'inclusive'],
};

const described = <T>(properties: Described<T>, optional: readonly (keyof T)[] = []): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name as keyof T)),
});

const item = described<OrderItemDto>({
  id,
  productId: id,
  variantId: idOrNull,
  name: text,
  variantName: textOrNull,
  quantity: { type: 'number' },
  unitPrice: money,
  modifiers: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        optionId: id,
        name: text,
        price: money,
        quantity: { type: 'integer', description: '0: usual, and left out on this line.' },
        isDefault: { type: 'boolean', description: 'It was the usual choice when the line was made.' },
      },
    },
  },
  discount,
  discountTotal: money,
  note: textOrNull,
  seat: integerOrNull,
  course: integerOrNull,
  taxClass: text,
  taxDefinition: { ...taxClass, description: 'The class as it was defined when the line was priced.' },
  stationId: idOrNull,
  kitchenStatus: { type: ['string', 'null'] },
  sentAt: instantOrNull,
  voidReason: textOrNull,
  total: money,
});

const payment = described<PaymentDto>({
  id,
  method: { type: 'string', enum: [...PAYMENT_METHODS] },
  amount: money,
  tip: money,
  tendered: { type: ['integer', 'null'] },
  change: money,
  rounding: money,
  reference: textOrNull,
  confirmation: {
    type: ['string', 'null'],
    enum: [...PAYMENT_CONFIRMATIONS, null],
    description:
      'By QRIS: who says that the money came, the cashier alone or the bank’s statement. Else null.',
  },
  paidAt: instant,
});

const orderFields: Described<OrderDto> = {
  id,
  number: {
    type: ['string', 'null'],
    description: 'For people; per outlet and business day, without gaps.',
  },
  outletId: id,
  type: { type: 'string', enum: [...ORDER_TYPES] },
  status: { type: 'string', enum: [...ORDER_STATUSES] },
  paymentStatus: { type: 'string', enum: [...PAYMENT_STATUSES] },
  tableId: idOrNull,
  tableName: textOrNull,
  queueName: textOrNull,
  customerId: idOrNull,
  cashierId: idOrNull,
  cashierName: textOrNull,
  items: { type: 'array', items: item },
  discount,
  subtotal: money,
  discountTotal: money,
  serviceCharge: money,
  taxTotal: money,
  taxIncludedTotal: { ...money, description: 'The part of taxTotal that the prices already contained.' },
  taxes: { type: 'array', items: { type: 'object' } },
  rounding: money,
  tipTotal: money,
  total: {
    ...money,
    description:
      'subtotal − discountTotal + serviceCharge + taxTotal − taxIncludedTotal + rounding + tipTotal',
  },
  paidTotal: money,
  refundedTotal: money,
  dueTotal: { ...money, description: 'What is left, without rounding.' },
  cashDueTotal: { ...money, description: 'What is left if the rest is paid in cash.' },
  payments: { type: 'array', items: payment },
  refunds: { type: 'array', items: { type: 'object' } },
  note: textOrNull,
  flags: { type: 'array', items: text },
  voidReason: { ...textOrNull, description: '`removed`: the last item was taken off before it was sent.' },
  voidedAt: instantOrNull,
  steps: {
    type: 'array',
    items: { type: 'object' },
    description: 'Every rule that made the total, in order.',
  },
  pricingSettings: {
    type: 'object',
    description: 'The rules it is priced by: those of the settings when it was opened.',
  },
  version: { type: 'integer' },
  businessDate: { type: 'string', format: 'date' },
  occurredAt: instant,
  createdAt: instant,
};

const OPTIONAL = ['steps', 'tableName', 'queueName'] as const;

/** An order, for the OpenAPI document. */
export const orderSchema: JsonSchema = described<OrderDto>(orderFields, OPTIONAL);

/** What a call that changed an order answers. */
export const paidOrderSchema: JsonSchema = described<PaidOrderDto>(
  {
    ...orderFields,
    change: { ...money, description: 'Cash to hand back for the payments of this call.' },
    repriced: {
      type: 'array',
      items: described<RepricedItemDto>({ itemId: id, name: text, before: money, after: money }),
      description: 'The lines that were priced anew, by what the menu says now.',
    },
  },
  [...OPTIONAL, 'repriced'],
);

/** What a list tells of an order, for the OpenAPI document. */
export const orderSummarySchema: JsonSchema = described<OrderSummaryDto>({
  id,
  number: text,
  outletId: id,
  type: { type: 'string', enum: [...ORDER_TYPES] },
  status: { type: 'string', enum: [...ORDER_STATUSES] },
  paymentStatus: { type: 'string', enum: [...PAYMENT_STATUSES] },
  tableName: textOrNull,
  queueName: textOrNull,
  cashierName: textOrNull,
  itemCount: { type: 'integer', description: 'Lines that are still on it.' },
  total: money,
  paidTotal: money,
  dueTotal: { ...money, description: 'What is left, without rounding.' },
  flags: { type: 'array', items: text },
  businessDate: { type: 'string', format: 'date' },
  createdAt: instant,
  version: { type: 'integer' },
});
