import type { Language, OrderStatus } from '../dto/enums';

/** The drawn machine. OPEN jumps ahead where nothing needs cooking; READY and SERVED go back on recall or a new round. */
export const ORDER_TRANSITIONS: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  DRAFT: ['OPEN', 'VOIDED'],
  OPEN: ['PREPARING', 'READY', 'SERVED', 'COMPLETED', 'VOIDED'],
  PREPARING: ['READY', 'VOIDED'],
  READY: ['PREPARING', 'SERVED', 'VOIDED'],
  SERVED: ['PREPARING', 'READY', 'COMPLETED', 'VOIDED'],
  COMPLETED: [],
  VOIDED: [],
};

/** What else the move depends on. */
export interface TransitionContext {
  /** Money was taken and not given back: such an order is refunded, not voided. */
  paid?: boolean;
}

/** States an order may be moved to from here. */
export function nextStates(from: OrderStatus, context: TransitionContext = {}): OrderStatus[] {
  return ORDER_TRANSITIONS[from].filter((to) => !(to === 'VOIDED' && context.paid));
}

/** Whether an order may be moved. Staying is not a move. */
export function canTransition(from: OrderStatus, to: OrderStatus, context: TransitionContext = {}): boolean {
  return nextStates(from, context).includes(to);
}

export type RefusalReason =
  'same_state' | 'already_completed' | 'already_voided' | 'paid' | 'not_sent' | 'not_next';

/** Why a move is refused, or null where it is legal. */
export function explainRefusal(
  from: OrderStatus,
  to: OrderStatus,
  context: TransitionContext = {},
): RefusalReason | null {
  if (canTransition(from, to, context)) return null;
  if (from === to) return 'same_state';
  if (from === 'COMPLETED') return 'already_completed';
  if (from === 'VOIDED') return 'already_voided';
  if (to === 'VOIDED') return 'paid';
  if (from === 'DRAFT') return 'not_sent';
  return 'not_next';
}

const REFUSAL_TEXTS: Record<RefusalReason, Record<Language, string>> = {
  same_state: { id: 'Pesanan sudah berstatus itu.', en: 'The order is already in that state.' },
  already_completed: {
    id: 'Pesanan sudah selesai dan tidak dapat diubah lagi. Untuk mengembalikan uang, gunakan pengembalian.',
    en: 'The order is completed and can no longer change. To give money back, use a refund.',
  },
  already_voided: {
    id: 'Pesanan sudah dibatalkan. Buat pesanan baru.',
    en: 'The order was voided. Start a new order.',
  },
  paid: {
    id: 'Pesanan sudah menerima pembayaran. Kembalikan dahulu pembayarannya.',
    en: 'The order has taken a payment. Give it back with a refund first.',
  },
  not_sent: {
    id: 'Pesanan belum dikirim. Kirim dahulu pesanannya.',
    en: 'The order was not sent yet. Send it first.',
  },
  not_next: {
    id: 'Status itu tidak dapat dicapai langsung dari status sekarang.',
    en: 'That state cannot be reached directly from the present one.',
  },
};

/** The sentence for a refusal. */
export function refusalText(reason: RefusalReason, language: Language): string {
  return REFUSAL_TEXTS[reason][language];
}
