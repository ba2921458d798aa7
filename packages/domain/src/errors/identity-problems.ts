import type { ProblemDefinition } from './types';

/** Problems of signing in, permission and subscription. */
export const IDENTITY_PROBLEMS = {
  unauthenticated: {
    status: 401,
    title: { id: 'Belum masuk', en: 'Not signed in' },
    detail: {
      id: 'Sesi Anda tidak ada atau sudah berakhir. Masuk lagi untuk melanjutkan.',
      en: 'You have no session, or it has ended. Sign in again to continue.',
    },
  },
  token_expired: {
    status: 401,
    title: { id: 'Sesi perlu diperbarui', en: 'Session needs renewing' },
    detail: {
      id: 'Token akses sudah lewat waktunya. Perbarui sesi lalu ulangi permintaan.',
      en: 'The access token has expired. Renew the session and repeat the request.',
    },
  },
  invalid_credentials: {
    status: 401,
    title: { id: 'Email atau kata sandi salah', en: 'Wrong email or password' },
    detail: {
      id: 'Email dan kata sandi itu tidak cocok. Periksa keduanya lalu coba lagi.',
      en: 'That email and password do not match. Check both and try again.',
    },
  },
  wrong_two_factor_code: {
    status: 401,
    title: { id: 'Kode salah atau sudah dipakai', en: 'Wrong or used code' },
    detail: {
      id: 'Kode ini tidak cocok atau sudah pernah dipakai. Tunggu kode berikutnya di aplikasi Anda, lalu coba lagi.',
      en: 'This code does not match or was used before. Wait for the next code in your app and try again.',
    },
  },
  challenge_ended: {
    status: 401,
    title: { id: 'Waktu memasukkan kode habis', en: 'Time for the code is over' },
    detail: {
      id: 'Masuk lagi dengan email dan kata sandi, lalu masukkan kode yang baru.',
      en: 'Sign in with email and password again, then enter a new code.',
    },
  },
  wrong_pin: {
    status: 401,
    title: { id: 'PIN salah', en: 'Wrong PIN' },
    detail: {
      id: 'PIN ini tidak cocok dengan nama yang dipilih. Periksa nama dan PIN, lalu coba lagi.',
      en: 'This PIN does not match the name that was chosen. Check both and try again.',
    },
  },
  unknown_terminal: {
    status: 401,
    title: { id: 'Perangkat ini tidak terdaftar', en: 'This device is not registered' },
    detail: {
      id: 'Pendaftarannya sudah dicabut atau tidak pernah ada. Masuk dengan email, atau minta admin mendaftarkannya lagi.',
      en: 'Its registration was revoked or never existed. Sign in by email, or ask an admin to register it again.',
    },
  },
  refresh_reused: {
    status: 401,
    title: { id: 'Sesi dihentikan demi keamanan', en: 'Session ended for safety' },
    detail: {
      id: 'Tanda sesi ini pernah dipakai sebelumnya, jadi semua sesi terkait dihentikan. Masuk lagi.',
      en: 'This session token was used before, so all related sessions were ended. Sign in again.',
    },
  },
  subscription_expired: {
    status: 402,
    title: { id: 'Langganan berakhir', en: 'Subscription ended' },
    detail: {
      id: 'Langganan usaha ini sudah berakhir, jadi penjualan baru belum dapat dicatat. Data tetap dapat dilihat dan diunduh; perpanjang langganan untuk berjualan lagi.',
      en: 'This business’s subscription has ended, so new sales cannot be recorded. Data can still be read and exported; renew to sell again.',
    },
  },
  forbidden: {
    status: 403,
    title: { id: 'Tidak diizinkan', en: 'Not permitted' },
    detail: {
      id: 'Peran Anda tidak mengizinkan tindakan ini. Minta bantuan supervisor atau admin.',
      en: 'Your role does not permit this. Ask a supervisor or an admin.',
    },
  },
  plan_limit_reached: {
    status: 403,
    title: { id: 'Batas paket tercapai', en: 'Plan limit reached' },
    detail: {
      id: 'Paket {plan} mencakup {limit} {what} dan semuanya terpakai, jadi belum ada yang berubah. Kurangi yang ada, atau ganti ke paket dengan batas lebih besar: {plans}.',
      en: 'The plan {plan} covers {limit} {what} and all are in use, so nothing has changed. Free one, or change to a plan that has more: {plans}.',
    },
  },
  history_not_in_plan: {
    status: 403,
    title: { id: 'Riwayat di luar paket', en: 'History beyond your plan' },
    detail: {
      id: 'Paket {plan} membuka {months} bulan terakhir, sejak {from}. Data yang lebih lama tetap tersimpan. Pilih tanggal mulai {from}, atau pakai paket yang membuka lebih lama: {plans}.',
      en: 'The {plan} plan opens the last {months} months, from {from} on. Older data is still there. Choose a date from {from} on, or a plan that opens more: {plans}.',
    },
  },
  over_plan_limit: {
    status: 403,
    title: { id: 'Di luar batas paket', en: 'Beyond the plan' },
    detail: {
      id: 'Ini melebihi {limit} {what} dari paket {plan}: datanya tetap ada dan dapat dilihat, tetapi belum dapat dipakai. Pemilik usaha dapat mengganti paket atau menonaktifkan yang lain.',
      en: 'This is beyond the {limit} {what} of the plan {plan}: its data stays and can be read, but it cannot be used for now. The owner can change the plan or switch another one off.',
    },
  },
  tenant_suspended: {
    status: 403,
    title: { id: 'Usaha ditangguhkan', en: 'Business suspended' },
    detail: {
      id: 'Usaha ini ditangguhkan oleh pengelola layanan, jadi belum dapat dipakai. Datanya tetap tersimpan; hubungi pengelola layanan.',
      en: 'This business was suspended by the service, so it cannot be used for now. Its data stays; contact the service.',
    },
  },
  change_pending: {
    status: 409,
    title: { id: 'Perubahan paket sudah dijadwalkan', en: 'A change of plan is due' },
    detail: {
      id: 'Sudah ada perubahan paket yang dijadwalkan dan belum ada yang berubah. Batalkan dahulu, lalu coba lagi.',
      en: 'A change of plan is scheduled already and nothing has changed. Cancel it first, then try again.',
    },
  },
  invoice_not_open: {
    status: 409,
    title: { id: 'Tagihan tidak terbuka', en: 'Invoice not open' },
    detail: {
      id: 'Tagihan ini sudah dibayar atau dibatalkan, jadi belum ada yang berubah. Muat ulang untuk melihat keadaannya.',
      en: 'This invoice is paid or void already, so nothing has changed. Reload to see how it stands.',
    },
  },
  approval_required: {
    status: 403,
    title: { id: 'Perlu persetujuan', en: 'Approval needed' },
    detail: {
      id: 'Tindakan ini perlu PIN supervisor. Belum ada yang berubah.',
      en: 'This needs a supervisor’s PIN. Nothing has changed yet.',
    },
  },
  must_change_password: {
    status: 403,
    title: { id: 'Ganti kata sandi dahulu', en: 'Change your password first' },
    detail: {
      id: 'Kata sandi pertama harus diganti sebelum Anda dapat melanjutkan.',
      en: 'The first password must be changed before you can continue.',
    },
  },
  link_unusable: {
    status: 410,
    title: { id: 'Tautan tidak berlaku lagi', en: 'This link no longer works' },
    detail: {
      id: 'Tautan ini sudah dipakai, lewat waktunya, atau diganti yang lebih baru. Tidak ada yang berubah; minta tautan baru.',
      en: 'The link was used, has expired, or was replaced by a newer one. Nothing has changed; ask for a new one.',
    },
  },
  two_factor_setup_required: {
    status: 403,
    title: { id: 'Aktifkan verifikasi dua langkah dahulu', en: 'Set up two-step verification first' },
    detail: {
      id: 'Usaha ini mewajibkan verifikasi dua langkah untuk peran Anda. Aktifkan dahulu untuk melanjutkan.',
      en: 'This business requires two-step verification for your role. Set it up to continue.',
    },
  },
  two_factor_enabled: {
    status: 409,
    title: { id: 'Verifikasi dua langkah sudah aktif', en: 'Two-step verification is on already' },
    detail: {
      id: 'Tidak ada yang berubah. Nonaktifkan dahulu bila ingin mengatur ulang.',
      en: 'Nothing has changed. Turn it off first to set it up anew.',
    },
  },
  two_factor_not_enabled: {
    status: 409,
    title: { id: 'Verifikasi dua langkah belum aktif', en: 'Two-step verification is not on' },
    detail: {
      id: 'Tidak ada yang berubah. Mulai pengaturannya dari awal.',
      en: 'Nothing has changed. Begin the set-up again.',
    },
  },
  oidc_unavailable: {
    status: 503,
    title: { id: '{provider} tidak menjawab', en: '{provider} does not answer' },
    detail: {
      id: 'Saat ini {provider} tidak dapat dihubungi; tidak ada yang berubah. Masuk dengan email dan kata sandi, atau coba lagi nanti.',
      en: '{provider} cannot be reached right now; nothing has changed. Sign in with email and password, or try again later.',
    },
  },
  oidc_refused: {
    status: 400,
    title: { id: 'Belum terbukti lewat {provider}', en: 'Not proved by {provider}' },
    detail: {
      id: 'Jawaban {provider} tidak cocok dengan permintaan dari peramban ini, atau sudah lewat waktunya. Tidak ada yang berubah; mulai lagi.',
      en: 'What {provider} answered does not match what this browser asked, or came too late. Nothing has changed; begin again.',
    },
  },
  identity_unknown: {
    status: 403,
    title: { id: 'Akun {provider} ini belum terhubung', en: 'This {provider} account is not linked' },
    detail: {
      id: 'Belum ada akun Meja yang terhubung dengannya. Masuk dengan email dan kata sandi, lalu hubungkan di Profil.',
      en: 'No Meja account is linked to it yet. Sign in with email and password, then link it in your profile.',
    },
  },
  identity_taken: {
    status: 409,
    title: { id: 'Akun {provider} sudah terhubung', en: '{provider} account already linked' },
    detail: {
      id: 'Akun {provider} ini terhubung ke akun Meja lain, atau akun Anda sudah terhubung ke akun {provider} lain. Tidak ada yang berubah; putuskan dahulu yang lama.',
      en: 'This {provider} account is linked to another Meja account, or yours to another {provider} account. Nothing has changed; unlink the old one first.',
    },
  },
  email_taken: {
    status: 409,
    title: { id: 'Email sudah dipakai', en: 'Email already in use' },
    detail: {
      id: 'Email ini sudah terdaftar. Masuk dengan email itu atau gunakan yang lain.',
      en: 'This email is already registered. Sign in with it or use another one.',
    },
  },
  already_joined: {
    status: 409,
    title: { id: 'Orang ini sudah bergabung', en: 'This person has joined' },
    detail: {
      id: 'Kode baru hanya untuk yang belum bergabung; tidak ada yang berubah. Orang ini masuk dengan kata sandinya sendiri.',
      en: 'A new code is only for those who have not joined yet; nothing has changed. This person signs in with their own password.',
    },
  },
  password_too_weak: {
    status: 422,
    title: { id: 'Kata sandi terlalu mudah ditebak', en: 'Password too easy to guess' },
    detail: {
      id: 'Belum ada yang disimpan. {reason}',
      en: 'Nothing was saved. {reason}',
    },
  },
} as const satisfies Record<string, ProblemDefinition>;
