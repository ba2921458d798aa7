export default {
  forgot: {
    title: 'Lupa kata sandi',
    lead: 'Kami kirim tautan untuk membuat kata sandi baru.',
    email: 'Email',
    submit: 'Kirim tautan',
    sentTitle: 'Periksa email Anda',
    sentText:
      'Bila ada akun dengan {email}, tautannya tiba dalam beberapa menit dan berlaku satu jam. Periksa juga folder spam.',
    again: 'Pakai email lain',
    back: 'Kembali ke halaman masuk',
  },
  reset: {
    title: 'Buat kata sandi baru',
    lead: 'Setelah disimpan, semua perangkat keluar dari akun Anda.',
    submit: 'Simpan kata sandi',
    doneTitle: 'Kata sandi diganti',
    doneText: 'Masuk dengan kata sandi baru Anda.',
    signIn: 'Masuk',
    badTitle: 'Tautan tidak berlaku',
    badText: 'Tautan ini sudah dipakai, lewat waktunya, atau tidak lengkap. Minta tautan baru.',
    askAgain: 'Minta tautan baru',
  },
  verify: {
    title: 'Pastikan email Anda',
    lead: 'Tekan tombol di bawah bila Anda yang membuka tautan ini.',
    submit: 'Ya, ini email saya',
    doneTitle: 'Email sudah dipastikan',
    doneText: '{email} kini terbukti milik Anda.',
    goOn: 'Lanjut',
    badText:
      'Tautan ini sudah dipakai, lewat waktunya, atau tidak lengkap. Masuk, lalu kirim tautan baru dari halaman Profil.',
  },
};
