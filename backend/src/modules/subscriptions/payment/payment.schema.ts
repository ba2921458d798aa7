import { CHARGE_BANKS, CHARGE_METHODS, CHARGE_STATUSES, FINDING_KINDS } from '@meja/domain';
import type {
  ChargeDto,
  InvoicePaymentDto,
  PayInvoiceBody,
  PaymentFindingDto,
  TenantChargeDto,
} from '@meja/domain';
import { bodySchema, s } from '../../../platform/http';
import { invoiceSchema } from '../subscriptions.schema';

const charge = s.object<ChargeDto>({
  id: s.uuid(),
  method: s.enum(CHARGE_METHODS),
  bank: s.enum(CHARGE_BANKS).nullable(),
  amount: s.money(),
  status: s.enum(CHARGE_STATUSES),
  qr: s.string({ max: 600 }).nullable(),
  accountNumber: s.string({ max: 40 }).nullable(),
  pageUrl: s.string({ max: 500 }).nullable(),
  createdAt: s.instant(),
  expiresAt: s.instant(),
});
export const paymentAnswer = s.object({
  data: s.object<InvoicePaymentDto>({
    invoice: invoiceSchema,
    methods: s.array(s.enum(CHARGE_METHODS)),
    banks: s.array(s.enum(CHARGE_BANKS)),
    charge: charge.nullable(),
  }),
}).json;

export const payBody = bodySchema<PayInvoiceBody>({
  method: s.enum(CHARGE_METHODS),
  bank: s.enum(CHARGE_BANKS).optional(),
});

export const tenantCharge = s.object<TenantChargeDto>({
  id: s.uuid(),
  tenantId: s.uuid(),
  tenantName: s.string(),
  invoiceNumber: s.string(),
  gateway: s.string(),
  orderId: s.string(),
  providerId: s.string().nullable(),
  method: s.enum(CHARGE_METHODS),
  bank: s.enum(CHARGE_BANKS).nullable(),
  amount: s.money(),
  status: s.enum(CHARGE_STATUSES),
  failure: s.string().nullable(),
  createdAt: s.instant(),
  settledAt: s.instant().nullable(),
});
export const finding = s.object<PaymentFindingDto>({
  id: s.uuid(),
  kind: s.enum(FINDING_KINDS),
  gateway: s.string(),
  orderId: s.string(),
  providerId: s.string(),
  amount: s.number(),
  tenantName: s.string().nullable(),
  invoiceNumber: s.string().nullable(),
  foundAt: s.instant(),
  resolvedAt: s.instant().nullable(),
  resolvedBy: s.string().nullable(),
  note: s.string().nullable(),
});
