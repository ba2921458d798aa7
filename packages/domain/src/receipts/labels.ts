import type { Language, OrderType, PaymentMethod } from '../dto/enums';

type Texts = Record<Language, string>;

export const PAYMENT_METHOD_LABELS: Readonly<Record<PaymentMethod, Texts>> = {
  CASH: { id: 'Tunai', en: 'Cash' },
  CARD: { id: 'Kartu', en: 'Card' },
  QRIS: { id: 'QRIS', en: 'QRIS' },
  EWALLET: { id: 'Dompet digital', en: 'E-wallet' },
  TRANSFER: { id: 'Transfer', en: 'Transfer' },
  VOUCHER: { id: 'Voucher', en: 'Voucher' },
  DEPOSIT: { id: 'Deposit', en: 'Deposit' },
  ON_ACCOUNT: { id: 'Kasbon', en: 'On account' },
};

export const ORDER_TYPE_LABELS: Readonly<Record<OrderType, Texts>> = {
  DINE_IN: { id: 'Makan di tempat', en: 'Dine in' },
  TAKEAWAY: { id: 'Bawa pulang', en: 'Takeaway' },
  DELIVERY: { id: 'Pesan antar', en: 'Delivery' },
};

export const RECEIPT_LABELS = {
  number: { id: 'No.', en: 'No.' },
  time: { id: 'Waktu', en: 'Time' },
  cashier: { id: 'Kasir', en: 'Cashier' },
  table: { id: 'Meja', en: 'Table' },
  queue: { id: 'Antrean', en: 'Queue' },
  printed: { id: 'Dicetak', en: 'Printed' },
  phone: { id: 'Telp.', en: 'Phone' },
  npwp: { id: 'NPWP', en: 'Tax no.' },
  copy: { id: 'SALINAN', en: 'COPY' },
  voided: { id: 'DIBATALKAN', en: 'VOIDED' },
  unpaid: { id: 'BELUM LUNAS', en: 'NOT YET PAID' },
  note: { id: 'Catatan', en: 'Note' },
  without: { id: 'Tanpa', en: 'Without' },
  discount: { id: 'Diskon', en: 'Discount' },
  subtotal: { id: 'Subtotal', en: 'Subtotal' },
  service: { id: 'Biaya layanan', en: 'Service charge' },
  included: { id: 'Termasuk', en: 'Includes' },
  rounding: { id: 'Pembulatan', en: 'Rounding' },
  tip: { id: 'Tip', en: 'Tip' },
  total: { id: 'TOTAL', en: 'TOTAL' },
  refunded: { id: 'Dikembalikan', en: 'Refunded' },
  due: { id: 'Sisa tagihan', en: 'Still due' },
  unconfirmed: { id: 'Belum dikonfirmasi bank', en: 'Not confirmed by the bank' },
  change: { id: 'Kembalian', en: 'Change' },
} as const satisfies Record<string, Texts>;
