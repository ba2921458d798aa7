import type { ProblemDefinition } from './types';

/** Problems of the request itself and of the service, whatever the area. */
export const REQUEST_PROBLEMS = {
  malformed_json: {
    status: 400,
    title: { id: 'Data tidak terbaca', en: 'Unreadable data' },
    detail: {
      id: 'Isi permintaan bukan JSON yang benar, jadi tidak ada yang disimpan. Perbaiki lalu kirim lagi.',
      en: 'The body is not valid JSON, so nothing was saved. Correct it and send it again.',
    },
  },
  malformed_request: {
    status: 400,
    title: { id: 'Permintaan tidak terbaca', en: 'Unreadable request' },
    detail: {
      id: 'Ini bukan permintaan HTTP yang benar, jadi tidak ada yang diproses. Periksa kepala dan panjang isinya.',
      en: 'This is not a valid HTTP request, so nothing was processed. Check its headers and the length of its body.',
    },
  },
  unsupported_media_type: {
    status: 400,
    title: { id: 'Jenis isi tidak didukung', en: 'Content type not supported' },
    detail: {
      id: 'Jenis isi permintaan ini tidak dapat diproses dan tidak ada yang disimpan. Gunakan {expected}.',
      en: 'This content type cannot be processed and nothing was saved. Use {expected}.',
    },
  },
  invalid_idempotency_key: {
    status: 400,
    title: { id: 'Idempotency-Key tidak sah', en: 'Invalid Idempotency-Key' },
    detail: {
      id: 'Idempotency-Key harus 1–255 karakter ASCII yang tampak. Tidak ada yang disimpan.',
      en: 'The Idempotency-Key must be 1–255 visible ASCII characters. Nothing was saved.',
    },
  },
  feature_not_in_plan: {
    status: 403,
    title: { id: 'Tidak termasuk paket Anda', en: 'Not in your plan' },
    detail: {
      id: 'Fitur ini tidak ada di paket Anda. Paket yang memilikinya: {plans}.',
      en: 'Your plan does not include this feature. Plans that do: {plans}.',
    },
  },
  origin_refused: {
    status: 403,
    title: { id: 'Asal permintaan ditolak', en: 'Origin refused' },
    detail: {
      id: 'Permintaan datang dari alamat web yang tidak diizinkan. Buka Meja dari alamat resminya.',
      en: 'The request came from a web address that is not allowed. Open Meja from its own address.',
    },
  },
  not_found: {
    status: 404,
    title: { id: 'Tidak ditemukan', en: 'Not found' },
    detail: {
      id: 'Yang Anda cari tidak ada atau sudah dihapus. Muat ulang daftarnya lalu coba lagi.',
      en: 'What you asked for does not exist or was removed. Reload the list and try again.',
    },
  },
  method_not_allowed: {
    status: 405,
    title: { id: 'Cara ini tidak tersedia', en: 'Method not allowed' },
    detail: {
      id: 'Alamat ini tidak menerima metode {method}. Yang diterima: {allowed}.',
      en: 'This address does not accept the method {method}. Accepted: {allowed}.',
    },
  },
  duplicate: {
    status: 409,
    title: { id: 'Sudah ada', en: 'Already exists' },
    detail: {
      id: 'Sudah ada data dengan {field} yang sama, jadi tidak ada yang disimpan. Gunakan nilai lain.',
      en: 'Something with the same {field} already exists, so nothing was saved. Use another value.',
    },
  },
  idempotency_in_progress: {
    status: 409,
    title: { id: 'Masih diproses', en: 'Still in progress' },
    detail: {
      id: 'Permintaan yang sama sedang diproses. Tunggu sebentar lalu ulangi; tidak akan tercatat dua kali.',
      en: 'The same request is still being processed. Wait a moment and repeat it; it will not count twice.',
    },
  },
  answer_not_kept: {
    status: 409,
    title: { id: 'Sudah tercatat', en: 'Already recorded' },
    detail: {
      id: 'Permintaan ini sudah diproses satu kali, tetapi jawabannya terlalu besar untuk disimpan. Muat ulang datanya untuk melihat hasilnya; jangan kirim lagi dengan kunci baru.',
      en: 'This request was already processed once, but its answer was too large to be stored. Reload the data to see the result; do not send it again with a new key.',
    },
  },
  version_conflict: {
    status: 412,
    title: { id: 'Sudah diubah orang lain', en: 'Changed by someone else' },
    detail: {
      id: 'Data ini berubah sejak Anda membukanya, jadi perubahan Anda belum disimpan. Muat ulang lalu ulangi.',
      en: 'This changed since you opened it, so your change was not saved. Reload and do it again.',
    },
  },
  payload_too_large: {
    status: 413,
    title: { id: 'Terlalu besar', en: 'Too large' },
    detail: {
      id: 'Data yang dikirim melebihi batas {limit}, jadi tidak ada yang disimpan. Bagi menjadi lebih kecil.',
      en: 'What was sent exceeds the limit of {limit}, so nothing was saved. Split it into smaller parts.',
    },
  },
  validation_failed: {
    status: 422,
    title: { id: 'Ada isian yang perlu diperbaiki', en: 'Some entries need correcting' },
    detail: {
      id: 'Belum ada yang disimpan. Perbaiki isian yang ditandai lalu kirim lagi.',
      en: 'Nothing was saved yet. Correct the marked entries and send again.',
    },
  },
  idempotency_key_reused: {
    status: 422,
    title: { id: 'Idempotency-Key sudah dipakai', en: 'Idempotency-Key already used' },
    detail: {
      id: 'Kunci ini sudah dipakai untuk permintaan dengan isi berbeda. Gunakan kunci baru.',
      en: 'This key was already used for a request with other content. Use a new key.',
    },
  },
  precondition_required: {
    status: 428,
    title: { id: 'Versi belum disebut', en: 'Version missing' },
    detail: {
      id: 'Sebutkan versi yang Anda ubah (If-Match atau version) agar perubahan orang lain tidak tertimpa.',
      en: 'State the version you are changing (If-Match or version), so that nobody’s change is overwritten.',
    },
  },
  rate_limited: {
    status: 429,
    title: { id: 'Terlalu sering', en: 'Too many requests' },
    detail: {
      id: 'Terlalu banyak permintaan dalam waktu singkat; yang ini belum diproses. Coba lagi dalam {seconds} detik.',
      en: 'Too many requests in a short time; this one was not processed. Try again in {seconds} seconds.',
    },
  },
  too_many_connections: {
    status: 429,
    title: { id: 'Terlalu banyak layar', en: 'Too many screens' },
    detail: {
      id: 'Usaha ini sudah memakai semua sambungan langsungnya. Layar ini tetap dibaca ulang; tutup layar yang tidak dipakai.',
      en: 'This business uses all of its live connections. This screen is still read again; close screens that nobody uses.',
    },
  },
  internal_error: {
    status: 500,
    title: { id: 'Terjadi kesalahan', en: 'Something went wrong' },
    detail: {
      id: 'Kesalahan di pihak kami dan sudah kami catat. Ulangi sekali lagi; bila tetap gagal, sebutkan kode laporan.',
      en: 'An error on our side; we have recorded it. Try once more; if it persists, quote the report code.',
    },
  },
  unavailable: {
    status: 503,
    title: { id: 'Layanan sedang tidak tersedia', en: 'Service unavailable' },
    detail: {
      id: 'Bagian yang diperlukan sedang tidak dapat dihubungi dan tidak ada yang dilakukan. Coba lagi sebentar lagi.',
      en: 'A part that is needed cannot be reached and nothing was done. Try again shortly.',
    },
  },
  storage_full: {
    status: 503,
    title: { id: 'Penyimpanan server penuh', en: 'The server’s storage is full' },
    detail: {
      id: 'Server kehabisan ruang simpan, jadi belum ada yang disimpan. Isian Anda tetap ada: hubungi pengelola layanan, lalu kirim lagi.',
      en: 'The server has no room left, so nothing was saved. What you typed stays: tell whoever runs the service, then send it again.',
    },
  },
} as const satisfies Record<string, ProblemDefinition>;
