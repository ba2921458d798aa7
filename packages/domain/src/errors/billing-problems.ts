import type { ProblemDefinition } from './types';

/** Problems of paying the service through a gateway. */
export const BILLING_PROBLEMS = {
  gateway_not_set_up: {
    status: 409,
    title: { id: 'Pembayaran langsung belum tersedia', en: 'Direct payment is not available yet' },
    detail: {
      id: 'Layanan ini belum menerima pembayaran langsung. Bayar dengan transfer dan sebutkan nomor tagihannya.',
      en: 'This service does not take direct payments yet. Pay by transfer and quote the number of the invoice.',
    },
  },
  gateway_refused: {
    status: 409,
    title: { id: 'Pembayaran ini ditolak', en: 'This payment was refused' },
    detail: {
      id: 'Penyedia pembayaran menolak permintaan ini dan tidak ada yang ditagih. Pilih cara bayar lain, atau coba lagi nanti.',
      en: 'The payment provider refused the request and nothing was charged. Choose another way to pay, or try again later.',
    },
  },
  gateway_unavailable: {
    status: 503,
    title: { id: 'Penyedia pembayaran tidak menjawab', en: 'The payment provider does not answer' },
    detail: {
      id: 'Belum ada yang ditagih dan tagihan Anda tetap terbuka. Coba lagi sebentar lagi, atau bayar dengan transfer.',
      en: 'Nothing was charged and your invoice stays open. Try again shortly, or pay by transfer.',
    },
  },
  notification_forged: {
    status: 401,
    title: { id: 'Tanda tangan tidak cocok', en: 'The signature does not match' },
    detail: {
      id: 'Pesan ini tidak ditandatangani penyedia pembayaran yang kami kenal, jadi tidak dicatat.',
      en: 'No payment provider that we know signed this message, so it was not recorded.',
    },
  },
} as const satisfies Record<string, ProblemDefinition>;
