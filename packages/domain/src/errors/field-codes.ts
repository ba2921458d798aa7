import type { Texts } from './types';

/** What is wrong with one field, in both languages. */
export const FIELD_CODES = {
  required: { id: 'Wajib diisi.', en: 'Required.' },
  unknown_field: { id: 'Isian ini tidak dikenal.', en: 'This field is not known.' },
  invalid_type: { id: 'Jenis isian salah; seharusnya {expected}.', en: 'Wrong type; expected {expected}.' },
  invalid_uuid: { id: 'Bukan ID yang sah.', en: 'Not a valid id.' },
  invalid_email: { id: 'Alamat email tidak sah.', en: 'Not a valid email address.' },
  deceptive_email: {
    id: 'Alamat ini memuat huruf dari aksara lain atau karakter yang tidak tampak; ketik ulang alamatnya.',
    en: 'This address mixes letters of different scripts or holds invisible characters; type it again.',
  },
  invalid_date: { id: 'Tanggal atau waktu tidak sah.', en: 'Not a valid date or time.' },
  sale_too_old: {
    id: 'Penjualan sebelum {min} tidak dapat dimasukkan di sini. Periksa tanggal perangkat, atau minta pemilik usaha memasukkannya.',
    en: 'Sales before {min} cannot be entered here. Check the device’s date, or ask the owner to enter it.',
  },
  invalid_time_zone: { id: 'Zona waktu tidak dikenal.', en: 'Unknown time zone.' },
  invalid_quantity: {
    id: 'Jumlah harus lebih dari nol, paling banyak tiga angka di belakang koma.',
    en: 'The quantity must be above zero, with at most three decimals.',
  },
  invalid_money: { id: 'Isi rupiah penuh tanpa koma.', en: 'Enter a whole amount, without decimals.' },
  invalid_pin: { id: 'PIN terdiri dari 6 angka.', en: 'The PIN has 6 digits.' },
  pin_not_usable: {
    id: 'PIN ini tidak dapat dipakai. Pilih yang lain, yang sulit ditebak.',
    en: 'This PIN can’t be used. Choose another one that is hard to guess.',
  },
  too_short: {
    id: 'Terlalu pendek; sedikitnya {min} karakter.',
    en: 'Too short; at least {min} characters.',
  },
  too_long: {
    id: 'Terlalu panjang; paling banyak {max} karakter.',
    en: 'Too long; at most {max} characters.',
  },
  too_small: { id: 'Terlalu kecil; sedikitnya {min}.', en: 'Too small; at least {min}.' },
  too_large: { id: 'Terlalu besar; paling banyak {max}.', en: 'Too large; at most {max}.' },
  too_few: { id: 'Terlalu sedikit; sedikitnya {min}.', en: 'Too few; at least {min}.' },
  too_many: { id: 'Terlalu banyak; paling banyak {max}.', en: 'Too many; at most {max}.' },
  invalid_format: { id: 'Bentuk isian salah.', en: 'Wrong format.' },
  invalid_option: { id: 'Pilih salah satu: {options}.', en: 'Choose one of: {options}.' },
  whole_quantity_required: {
    id: 'Dijual per buah; isi bilangan bulat.',
    en: 'Sold by the piece; enter a whole number.',
  },
  not_unique: { id: 'Nilai ini sudah dipakai.', en: 'This value is already in use.' },
  repeated: { id: 'Nilai ini disebut lebih dari sekali.', en: 'This value appears more than once.' },
  unknown_reference: { id: 'Yang dirujuk tidak ditemukan.', en: 'What this refers to was not found.' },
  control_characters: {
    id: 'Mengandung karakter yang tidak tampak; ketik ulang isian ini.',
    en: 'Contains invisible characters; type this entry again.',
  },
  has_sales: {
    id: 'Sudah ada penjualan dalam {currency}; mata uang tidak dapat diganti lagi. Untuk mata uang lain, daftarkan usaha baru.',
    en: 'There are sales in {currency} already, so the currency can no longer change. For another one, register another business.',
  },
  not_allowed: { id: 'Tidak boleh diisi di sini.', en: 'Not allowed here.' },
  price_not_allowed: {
    id: 'Harga ditentukan oleh menu, jangan dikirim.',
    en: 'The menu sets the price; do not send one.',
  },
  wrong_code: {
    id: 'Kode ini tidak berlaku untuk email Anda. Periksa ketikannya, atau minta kode baru dari pemilik usaha.',
    en: 'This code does not work for your email. Check it, or ask the business for a new one.',
  },
  password_used_before: {
    id: 'Kata sandi ini belum lama Anda pakai. Buat yang lain.',
    en: 'You used this password not long ago. Choose another one.',
  },
  wrong_two_factor_code: {
    id: 'Kode ini tidak cocok atau sudah dipakai. Tunggu kode berikutnya, lalu coba lagi.',
    en: 'This code does not match or was used before. Wait for the next one and try again.',
  },
  password_too_weak: { id: 'Terlalu mudah ditebak. {reason}', en: 'Too easy to guess. {reason}' },
  modifier_selection_invalid: {
    id: 'Pilih {min} sampai {max} dari “{group}”.',
    en: 'Choose {min} to {max} of “{group}”.',
  },
  option_of_other_variant: {
    id: '“{option}” tidak berlaku untuk varian “{variant}”. Hapus pilihan ini, atau ganti variannya.',
    en: '“{option}” is not offered with “{variant}”. Remove this option, or choose another variant.',
  },
  photo_unreadable: {
    id: 'Berkas ini bukan foto yang dapat dibaca. Simpan ulang sebagai JPEG atau PNG, lalu unggah lagi.',
    en: 'This file is not a photo that can be read. Save it as JPEG or PNG and upload it again.',
  },
  photo_heic: {
    id: 'Format foto iPhone (HEIC) belum dapat dibaca. Simpan sebagai JPEG, lalu unggah lagi.',
    en: 'The iPhone’s photo format (HEIC) cannot be read yet. Save it as JPEG and upload it again.',
  },
  photo_animated: {
    id: 'Gambar bergerak tidak dapat dipakai. Unggah foto diam, misalnya JPEG.',
    en: 'Moving pictures cannot be used. Upload a still photo, such as a JPEG.',
  },
  photo_too_many_pixels: {
    id: 'Foto lebih besar dari {max} megapiksel. Perkecil, lalu unggah lagi.',
    en: 'The photo has more than {max} megapixels. Make it smaller and upload it again.',
  },
  qris_format: {
    id: 'Ini bukan kode QRIS yang utuh. Pakai kode cetak QRIS usaha Anda, lalu coba lagi.',
    en: 'This is not a whole QRIS code. Use your business’s printed QRIS code and try again.',
  },
  qris_checksum: {
    id: 'Kode QRIS ini rusak atau pernah diubah: angka pemeriksanya tidak cocok. Foto ulang kode cetaknya.',
    en: 'This QRIS code is damaged or was changed: its check digits do not match. Photograph the printed code again.',
  },
  qris_not_qris: {
    id: 'Kode ini bukan QRIS Indonesia dalam Rupiah.',
    en: 'This code is not an Indonesian QRIS in Rupiah.',
  },
  qris_amount: {
    id: 'Nominal atau tip di kode QRIS ini tidak dapat dibaca. Minta kode baru dari penyedia QRIS Anda.',
    en: 'The amount or tip in this QRIS code cannot be read. Ask your QRIS provider for a new code.',
  },
  qris_merchant: {
    id: 'Kode QRIS ini tidak menyebut nama atau kota penerima. Minta kode baru dari penyedia QRIS Anda.',
    en: 'This QRIS code does not name who is paid or their city. Ask your QRIS provider for a new code.',
  },
  qris_dynamic: {
    id: 'Kode ini dibuat untuk satu pembayaran saja. Pakai kode QRIS cetak yang tetap.',
    en: 'This code was made for one payment only. Use the printed QRIS code that stays the same.',
  },
  missing_column: { id: 'Kolom “{column}” tidak ada.', en: 'The column “{column}” is missing.' },
  unknown_column: { id: 'Kolom “{column}” tidak dikenal.', en: 'The column “{column}” is not known.' },
  csv_expected: {
    id: 'Simpan daftar ini sebagai CSV (UTF-8) lalu unggah lagi; berkas Excel belum dapat dibaca.',
    en: 'Save the list as CSV (UTF-8) and upload it again; Excel files cannot be read yet.',
  },
  unreadable_encoding: {
    id: 'Berkas bukan UTF-8. Simpan ulang sebagai “CSV UTF-8” lalu unggah lagi.',
    en: 'The file is not UTF-8. Save it as “CSV UTF-8” and upload it again.',
  },
  malformed_row: {
    id: 'Baris tidak terbaca; periksa tanda kutipnya. Kutip yang tidak ditutup ikut menelan baris-baris sesudahnya.',
    en: 'The row cannot be read; check its quotes. One that is not closed swallows the rows after it as well.',
  },
  shortened_number: {
    id: 'Spreadsheet memendekkan angka ini, digit aslinya hilang. Jadikan kolom ini Teks di spreadsheet, ketik ulang kodenya, lalu simpan lagi sebagai CSV.',
    en: 'The spreadsheet shortened this number and its digits are lost. Make the column Text in the spreadsheet, type the code again and save as CSV once more.',
  },
  ambiguous: {
    id: 'Ada lebih dari satu dengan nama ini; sebutkan SKU-nya.',
    en: 'There is more than one of this name; give its SKU.',
  },
  open_shift: {
    id: '{count} kasir masih dibuka: {names}. Tutup dahulu.',
    en: '{count} tills are still open: {names}. Close them first.',
  },
  open_order: {
    id: '{count} pesanan masih berjalan: {names}. Selesaikan atau batalkan dahulu.',
    en: '{count} orders are still open: {names}. Finish or void them first.',
  },
  open_ticket: {
    id: '{count} tiket dapur belum selesai: {names}. Selesaikan dahulu.',
    en: '{count} kitchen tickets are not done: {names}. Finish them first.',
  },
  used_by_product: {
    id: '{count} produk memakainya: {names}. Pindahkan dahulu.',
    en: '{count} products use it: {names}. Move them first.',
  },
  used_by_category: {
    id: '{count} subkategori ada di dalamnya: {names}. Pindahkan dahulu.',
    en: '{count} categories are within it: {names}. Move them first.',
  },
  invalid_value: { id: 'Isian ini tidak dapat diterima.', en: 'This entry cannot be accepted.' },
} as const satisfies Record<string, Texts>;

export type FieldCode = keyof typeof FIELD_CODES;
