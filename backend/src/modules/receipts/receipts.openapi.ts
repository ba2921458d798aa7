import { LANGUAGES, ORDER_TYPES, PAYMENT_METHODS } from '@meja/domain';
import type { ReceiptModel, ReceiptModelLine, ReceiptTotal } from '@meja/domain';
import { s } from '../../platform/http';
import type { Field } from '../../platform/http';

const TOTALS = [
  'subtotal',
  'discount',
  'service',
  'tax',
  'tax_included',
  'rounding',
  'tip',
  'total',
  'refunded',
  'due',
] as const satisfies readonly ReceiptTotal['kind'][];

const signed = s.any({ type: 'integer' }) as Field<number>;
const text = s.string({ min: 0, max: 2000 });

const line = s.object<ReceiptModelLine>({
  name: s.string(),
  quantity: s.number(),
  unitPrice: s.money(),
  gross: s.money(),
  modifiers: s.array(s.object({ name: s.string(), quantity: s.integer(), price: s.money() })),
  discount: s
    .object<NonNullable<ReceiptModelLine['discount']>>({
      type: s.enum(['PERCENT', 'AMOUNT']) as Field<'PERCENT'>,
      value: s.money(),
    })
    .nullable(),
  discountTotal: s.money(),
  note: text.nullable(),
  total: s.money(),
});

export const receiptAnswer = s.object({
  data: s.object<ReceiptModel>({
    language: s.enum(LANGUAGES),
    locale: s.string(),
    currency: s.string(),
    businessName: s.string(),
    outletName: s.string(),
    address: text.nullable(),
    phone: text.nullable(),
    npwp: text.nullable(),
    logoUrl: s.string({ max: 200 }).nullable(),
    header: text.nullable(),
    footer: text.nullable(),
    isCopy: s.boolean(),
    isVoided: s.boolean(),
    number: s.string(),
    orderId: s.uuid(),
    type: s.enum(ORDER_TYPES),
    typeLabel: s.string(),
    tableName: text.nullable(),
    queueName: text.nullable(),
    cashierName: text.nullable(),
    occurredAt: s.instant(),
    time: s.string(),
    printedTime: text.nullable(),
    lines: s.array(line),
    note: text.nullable(),
    totals: s.array(s.object<ReceiptTotal>({ kind: s.enum(TOTALS), label: s.string(), amount: signed })),
    total: s.money(),
    payments: s.array(
      s.object<ReceiptModel['payments'][number]>({
        method: s.enum(PAYMENT_METHODS),
        label: s.string(),
        amount: s.money(),
        tendered: s.money().nullable(),
        reference: text.nullable(),
        note: s.string().nullable(),
      }),
    ),
    change: s.money(),
    paid: s.boolean(),
  }),
}).json;
