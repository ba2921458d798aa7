import type { ProblemDefinition } from './types';

/** Problems of orders, payments, shifts and the kitchen. */
export const SELLING_PROBLEMS = {
  invalid_transition: {
    status: 409,
    title: { id: 'Langkah ini tidak bisa sekarang', en: 'Not possible from here' },
    detail: {
      id: 'Tidak dapat berpindah dari {from} ke {to}; tidak ada yang berubah. {reason}',
      en: 'Cannot go from {from} to {to}; nothing has changed. {reason}',
    },
  },
  in_use: {
    status: 409,
    title: { id: 'Masih dipakai', en: 'Still in use' },
    detail: {
      id: 'Ini masih dipakai, jadi tidak ada yang berubah. Rinciannya menyebut oleh apa.',
      en: 'This is still in use, so nothing has changed. The details name by what.',
    },
  },
  shift_not_open: {
    status: 409,
    title: { id: 'Kasir belum dibuka', en: 'The till is not open' },
    detail: {
      id: 'Outlet ini berjualan hanya dengan kasir yang dibuka, jadi penjualan belum dicatat. Buka kasir lalu ulangi.',
      en: 'This outlet sells only with an open till, so the sale was not recorded. Open the till and repeat.',
    },
  },
  shift_already_open: {
    status: 409,
    title: { id: 'Kasir sudah dibuka', en: 'The till is already open' },
    detail: {
      id: 'Kasir sudah dibuka atas nama {name}. Lanjutkan dengan itu atau tutup dahulu.',
      en: 'The till is already open under {name}. Continue with it or close it first.',
    },
  },
  shift_closed: {
    status: 409,
    title: { id: 'Kasir sudah ditutup', en: 'The till is closed' },
    detail: {
      id: 'Hitungan kasir yang sudah ditutup tidak berubah lagi. Catat ini setelah kasir dibuka lagi.',
      en: 'What was counted when the till was closed never changes. Record this once the till is open again.',
    },
  },
  insufficient_stock: {
    status: 409,
    title: { id: 'Stok tidak cukup', en: 'Not enough stock' },
    detail: {
      id: 'Sisa {name} tinggal {available}, jadi pesanan belum dicatat. Kurangi jumlahnya atau pilih yang lain.',
      en: 'Only {available} of {name} left, so the order was not recorded. Lower the quantity or choose another.',
    },
  },
  order_already_paid: {
    status: 409,
    title: { id: 'Pesanan sudah lunas', en: 'Order already paid' },
    detail: {
      id: 'Tidak ada sisa tagihan pada pesanan ini, jadi pembayaran tidak dicatat. Muat ulang pesanannya.',
      en: 'Nothing is left to pay on this order, so no payment was recorded. Reload the order.',
    },
  },
  order_empty: {
    status: 409,
    title: { id: 'Pesanan masih kosong', en: 'Order is empty' },
    detail: {
      id: 'Belum ada item di pesanan ini. Tambahkan sedikitnya satu lalu ulangi.',
      en: 'There is no item on this order. Add at least one and repeat.',
    },
  },
  item_already_sent: {
    status: 409,
    title: { id: 'Sudah dikirim ke dapur', en: 'Already sent to the kitchen' },
    detail: {
      id: 'Item ini sudah dikirim ke dapur, jadi belum ada yang berubah. Ubah sekali lagi: dapur akan diberi tahu.',
      en: 'This item was already sent to the kitchen, so nothing has changed. Change it once more: the kitchen will be told.',
    },
  },
  outlet_inactive: {
    status: 409,
    title: { id: 'Outlet sedang nonaktif', en: 'The outlet is switched off' },
    detail: {
      id: 'Outlet ini dinonaktifkan, jadi penjualan baru belum dicatat. Aktifkan lagi di pengaturan outlet, atau pilih outlet lain; pesanan berjalan tetap dapat diselesaikan.',
      en: 'This outlet is switched off, so nothing new was recorded. Switch it on in the outlets’ settings or choose another; open orders can still be finished.',
    },
  },
  product_unavailable: {
    status: 409,
    title: { id: 'Sedang habis', en: 'Sold out' },
    detail: {
      id: '{name} sedang habis atau tidak dijual di outlet ini, jadi pesanan belum dicatat. Pilih yang lain.',
      en: '{name} is sold out or not sold at this outlet, so the order was not recorded. Choose another.',
    },
  },
  payment_exceeds_due: {
    status: 422,
    title: { id: 'Melebihi tagihan', en: 'More than is due' },
    detail: {
      id: 'Pembayaran non-tunai tidak boleh melebihi sisa tagihan {due}; belum ada yang dicatat.',
      en: 'A non-cash payment cannot exceed the {due} that is due; nothing was recorded.',
    },
  },
  payment_amount_invalid: {
    status: 422,
    title: { id: 'Jumlah pembayaran tidak sah', en: 'Invalid payment amount' },
    detail: {
      id: 'Jumlah pembayaran harus bilangan bulat lebih dari nol; belum ada yang dicatat.',
      en: 'The amount must be a whole number above zero; nothing was recorded.',
    },
  },
  tendered_too_small: {
    status: 422,
    title: { id: 'Uang diterima kurang', en: 'Cash received is too little' },
    detail: {
      id: 'Uang diterima lebih kecil daripada jumlah yang dibayar; belum ada yang dicatat.',
      en: 'The cash received is less than the amount being paid; nothing was recorded.',
    },
  },
  modifier_selection_invalid: {
    status: 422,
    title: { id: 'Pilihan tidak sesuai', en: 'Choices do not fit' },
    detail: {
      id: 'Pilih {min} sampai {max} dari “{group}”. Item belum ditambahkan.',
      en: 'Choose {min} to {max} of “{group}”. The item was not added.',
    },
  },
  amount_overflow: {
    status: 422,
    title: { id: 'Jumlah terlalu besar', en: 'Amount too large' },
    detail: {
      id: 'Harga dikali jumlahnya melebihi batas hitung, jadi pesanan belum dicatat. Periksa jumlah dan harga.',
      en: 'Price times quantity is too large to calculate, so nothing was recorded. Check quantity and price.',
    },
  },
} as const satisfies Record<string, ProblemDefinition>;
