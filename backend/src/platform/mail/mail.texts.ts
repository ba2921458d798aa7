import type { Language } from '@meja/domain';
import type { MailName } from './mail.types';

type Texts = Record<Language, string>;

/** One mail: what it says before its button, and after it. `{name}` is filled from the mail's values. */
export interface MailText {
  subject: Texts;
  lines: readonly Texts[];
  button?: Texts;
  after: readonly Texts[];
}

const NOT_YOU_IGNORE: Texts = {
  id: 'Bukan Anda yang meminta? Abaikan saja; tidak ada yang berubah.',
  en: 'Was it not you? Ignore this; nothing changes.',
};

const PAID_ALREADY: Texts = {
  id: 'Sudah membayar? Pembayaran lewat transfer kami catat begitu uangnya masuk.',
  en: 'Have you paid? A transfer is recorded as soon as the money arrives.',
};

/** The registry: every mail in both languages. */
export const MAIL_TEXTS: Record<MailName, MailText> = {
  verify_email: {
    subject: { id: 'Pastikan email Anda', en: 'Confirm your email' },
    lines: [
      {
        id: 'Ada akun Meja yang dibuat dengan alamat email ini. Tekan tombol di bawah untuk memastikan bahwa alamat ini milik Anda.',
        en: 'A Meja account was made with this email address. Press the button below to confirm that the address is yours.',
      },
    ],
    button: { id: 'Ya, ini email saya', en: 'Yes, this is my email' },
    after: [
      { id: 'Tautan ini berlaku tiga hari.', en: 'The link works for three days.' },
      {
        id: 'Bukan Anda yang membuat akun itu? Jangan tekan tombolnya; Anda tidak perlu melakukan apa-apa.',
        en: 'Was it not you who made the account? Do not press the button; there is nothing you have to do.',
      },
    ],
  },
  password_reset: {
    subject: { id: 'Buat kata sandi baru', en: 'Choose a new password' },
    lines: [
      {
        id: 'Kami menerima permintaan kata sandi baru untuk akun Meja dengan email ini.',
        en: 'We were asked for a new password for the Meja account with this email.',
      },
    ],
    button: { id: 'Buat kata sandi baru', en: 'Choose a new password' },
    after: [
      {
        id: 'Tautan ini berlaku satu jam dan hanya sekali. Setelah kata sandi diganti, semua perangkat keluar dari akun Anda.',
        en: 'The link works once and for one hour. When the password is changed, every device is signed out.',
      },
      {
        id: 'Bukan Anda yang meminta? Abaikan saja; kata sandi Anda tetap sama.',
        en: 'Was it not you? Ignore this; your password stays as it is.',
      },
    ],
  },
  password_changed: {
    subject: { id: 'Kata sandi Anda diganti', en: 'Your password was changed' },
    lines: [
      {
        id: 'Kata sandi akun Meja Anda baru saja diganti, dan perangkat lain dikeluarkan dari akun.',
        en: 'The password of your Meja account was just changed, and other devices were signed out.',
      },
      {
        id: 'Bila itu Anda, tidak ada yang perlu dilakukan. Bila bukan, segera buat kata sandi baru.',
        en: 'If it was you, there is nothing to do. If it was not, choose a new password now.',
      },
    ],
    button: { id: 'Buat kata sandi baru', en: 'Choose a new password' },
    after: [],
  },
  email_change: {
    subject: { id: 'Pastikan email baru Anda', en: 'Confirm your new email' },
    lines: [
      {
        id: 'Alamat ini akan menjadi email akun Meja Anda, menggantikan yang lama. Tekan tombol di bawah untuk menyetujuinya.',
        en: 'This address is to become the email of your Meja account in place of the old one. Press the button below to agree.',
      },
    ],
    button: { id: 'Pakai email ini', en: 'Use this email' },
    after: [{ id: 'Tautan ini berlaku satu hari.', en: 'The link works for one day.' }, NOT_YOU_IGNORE],
  },
  email_changed: {
    subject: { id: 'Email akun Anda diganti', en: 'The email of your account was changed' },
    lines: [
      {
        id: 'Akun Meja Anda sekarang memakai {email}. Alamat ini tidak lagi dapat dipakai untuk masuk.',
        en: 'Your Meja account now uses {email}. This address can no longer be used to sign in.',
      },
    ],
    after: [
      {
        id: 'Bukan Anda yang menggantinya? Segera hubungi pemilik usaha tempat Anda bekerja.',
        en: 'Was it not you? Tell the owner of the business you work in at once.',
      },
    ],
  },
  recovery_codes_renewed: {
    subject: { id: 'Kode pemulihan Anda diganti', en: 'Your recovery codes were replaced' },
    lines: [
      {
        id: 'Kode pemulihan akun Meja Anda baru saja diganti. Kode yang lama tidak berlaku lagi.',
        en: 'The recovery codes of your Meja account were just replaced. The old ones no longer work.',
      },
      {
        id: 'Bila itu Anda, simpan kode yang baru. Bila bukan, segera ganti kata sandi Anda dan buat kode lagi.',
        en: 'If it was you, keep the new ones. If it was not, change your password and replace the codes again now.',
      },
    ],
    button: { id: 'Buka Keamanan akun', en: 'Open account security' },
    after: [],
  },
  identity_linked: {
    subject: { id: 'Akun {provider} dihubungkan', en: '{provider} account linked' },
    lines: [
      {
        id: 'Sebuah akun {provider} baru saja dihubungkan ke akun Meja Anda. Mulai sekarang akun itu juga dapat dipakai untuk masuk.',
        en: 'A {provider} account was just linked to your Meja account. From now on it can be used to sign in, too.',
      },
      {
        id: 'Bila itu Anda, tidak ada yang perlu dilakukan. Bila bukan, putuskan akun itu di Profil dan segera ganti kata sandi Anda.',
        en: 'If it was you, there is nothing to do. If it was not, unlink it in your profile and change your password now.',
      },
    ],
    button: { id: 'Buka Profil', en: 'Open your profile' },
    after: [],
  },
  identity_unlinked: {
    subject: { id: 'Akun {provider} diputuskan', en: '{provider} account unlinked' },
    lines: [
      {
        id: 'Akun {provider} tidak lagi terhubung ke akun Meja Anda. Masuklah dengan email dan kata sandi.',
        en: 'The {provider} account is no longer linked to your Meja account. Sign in with your email and password.',
      },
    ],
    button: { id: 'Buka Profil', en: 'Open your profile' },
    after: [
      {
        id: 'Bukan Anda yang memutuskannya? Segera ganti kata sandi Anda.',
        en: 'Was it not you? Change your password now.',
      },
    ],
  },
  staff_invitation: {
    subject: { id: '“{business}” mengundang Anda', en: '“{business}” invites you' },
    lines: [
      {
        id: '“{inviter}” mengundang Anda bekerja di “{business}” sebagai {role}.',
        en: '“{inviter}” invites you to work at “{business}” as {role}.',
      },
      {
        id: 'Mintalah kata sandi sementara langsung kepada “{inviter}”; kami tidak mengirimnya lewat email.',
        en: 'Ask “{inviter}” for your temporary password in person; we do not send it by email.',
      },
      {
        id: 'Belum punya akun? Masuk dengan email ini dan kata sandi sementara itu. Sudah punya? Masuk seperti biasa, lalu ketik kata sandi sementara itu di “Usaha Anda”.',
        en: 'No account yet? Sign in with this email and the temporary password. If you have one, sign in as ever and type the temporary password under “Your businesses”.',
      },
    ],
    button: { id: 'Masuk', en: 'Sign in' },
    after: [
      {
        id: 'Tidak mengenal usaha ini? Abaikan saja; tanpa Anda tidak terjadi apa-apa.',
        en: 'You do not know this business? Ignore this; nothing happens without you.',
      },
    ],
  },
  trial_ending: {
    subject: { id: 'Masa coba “{business}” berakhir {date}', en: 'The trial of “{business}” ends {date}' },
    lines: [
      {
        id: 'Masa coba Meja untuk “{business}” berakhir {date}. Pilih paket sebelum itu agar penjualan berjalan terus.',
        en: 'The Meja trial of “{business}” ends {date}. Choose a plan before then, and selling goes on.',
      },
    ],
    button: { id: 'Pilih paket', en: 'Choose a plan' },
    after: [
      {
        id: 'Data Anda tetap tersimpan dan dapat dilihat, paket apa pun yang Anda pilih.',
        en: 'Your data stays and can be read, whatever plan you choose.',
      },
    ],
  },
  invoice_due: {
    subject: { id: 'Tagihan {number}, jatuh tempo {date}', en: 'Invoice {number}, due {date}' },
    lines: [
      {
        id: 'Tagihan Meja untuk “{business}” sebesar {amount} jatuh tempo {date}.',
        en: 'The Meja invoice for “{business}” of {amount} is due {date}.',
      },
      { id: 'Untuk apa: {what}.', en: 'What for: {what}.' },
    ],
    button: { id: 'Bayar', en: 'Pay' },
    after: [PAID_ALREADY],
  },
  invoice_overdue: {
    subject: { id: 'Tagihan {number} lewat jatuh tempo', en: 'Invoice {number} is overdue' },
    lines: [
      {
        id: 'Tagihan Meja untuk “{business}” sebesar {amount} jatuh tempo {date} dan belum kami terima.',
        en: 'The Meja invoice for “{business}” of {amount} was due {date} and has not been paid.',
      },
      {
        id: 'Selama belum dibayar, yang Anda pesan belum berlaku, dan penjualan baru dapat terhenti.',
        en: 'Until it is paid, what you ordered is not in effect, and new sales may stop.',
      },
    ],
    button: { id: 'Bayar sekarang', en: 'Pay now' },
    after: [PAID_ALREADY],
  },
  add_on_ending: {
    subject: { id: 'Tambahan “{addOn}” berakhir {date}', en: 'The add-on “{addOn}” ends {date}' },
    lines: [
      {
        id: 'Tambahan “{addOn}” untuk “{business}” berakhir {date} dan tidak diperpanjang dengan sendirinya.',
        en: 'The add-on “{addOn}” of “{business}” ends {date} and is not renewed by itself.',
      },
    ],
    button: { id: 'Lihat langganan', en: 'See the subscription' },
    after: [
      {
        id: 'Yang melebihi paket setelah itu tetap tersimpan dan dapat dilihat.',
        en: 'What is beyond the plan after that stays and can be read.',
      },
    ],
  },
  invoice_paid: {
    subject: { id: 'Tagihan {number} lunas', en: 'Invoice {number} is paid' },
    lines: [
      {
        id: 'Terima kasih. Pembayaran {amount} untuk “{business}” kami terima {date}.',
        en: 'Thank you. We received {amount} for “{business}” on {date}.',
      },
      { id: 'Untuk apa: {what}.', en: 'What for: {what}.' },
    ],
    button: { id: 'Lihat bukti pembayaran', en: 'See the receipt' },
    after: [],
  },
};

/** What stands in every mail. */
export const COMMON_TEXTS = {
  greeting: { id: 'Halo {name},', en: 'Hello {name},' },
  greetingNobody: { id: 'Halo,', en: 'Hello,' },
  linkInstead: {
    id: 'Tombol tidak berfungsi? Salin alamat ini ke peramban:',
    en: 'The button does not work? Copy this address into your browser:',
  },
  footer: {
    id: 'Email ini dikirim otomatis oleh Meja dan tidak dapat dibalas.',
    en: 'Meja sent this email by itself; replies are not read.',
  },
} as const satisfies Record<string, Texts>;
