/** What a person sees: charges to pay or let go, and the faults to switch on. */
const TEXTS = {
  id: {
    title: 'Simulator pembayaran',
    lead: 'Pengganti Midtrans dan Xendit untuk demo. Tidak ada uang yang berpindah.',
    none: 'Belum ada pembayaran. Buat tagihan di Meja, lalu tekan Bayar.',
    pay: 'Bayar',
    expire: 'Biarkan lewat waktu',
    deny: 'Tolak',
    refund: 'Kembalikan dana',
    faults: 'Gangguan',
    save: 'Terapkan',
    back: 'Kembali ke toko',
    all: 'Semua pembayaran',
    until: 'sampai',
    status: {
      pending: 'Menunggu',
      paid: 'Dibayar',
      expired: 'Lewat waktu',
      cancelled: 'Dibatalkan',
      denied: 'Ditolak',
      refunded: 'Dikembalikan',
    },
    kind: { qris: 'QRIS', va: 'Rekening virtual', page: 'Halaman pembayaran' },
    fault: {
      delay: 'Pemberitahuan terlambat (milidetik)',
      double: 'Pemberitahuan dikirim dua kali',
      wrongOrder: 'Pemberitahuan untuk pesanan lain',
      wrongAmount: 'Dibayar kurang Rp1.000',
      silent: 'Pemberitahuan tidak dikirim',
      disorder: 'Pemberitahuan tertukar urutannya',
      deaf: 'Gateway tidak menjawab',
      broken: 'Gateway menjawab galat 500',
    },
  },
  en: {
    title: 'Payment simulator',
    lead: 'Stands in for Midtrans and Xendit in the demo. No money moves.',
    none: 'No payments yet. Make an invoice in Meja, then press Pay.',
    pay: 'Pay',
    expire: 'Let it expire',
    deny: 'Refuse',
    refund: 'Refund',
    faults: 'Faults',
    save: 'Apply',
    back: 'Back to the shop',
    all: 'All payments',
    until: 'until',
    status: {
      pending: 'Waiting',
      paid: 'Paid',
      expired: 'Expired',
      cancelled: 'Cancelled',
      denied: 'Refused',
      refunded: 'Refunded',
    },
    kind: { qris: 'QRIS', va: 'Virtual account', page: 'Payment page' },
    fault: {
      delay: 'Notifications come late (milliseconds)',
      double: 'Notifications are sent twice',
      wrongOrder: 'Notifications name another order',
      wrongAmount: 'Rp1,000 too little is paid',
      silent: 'Notifications are not sent',
      disorder: 'Notifications arrive out of order',
      deaf: 'The gateway does not answer',
      broken: 'The gateway answers with error 500',
    },
  },
};

const escape = (text) =>
  String(text).replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign],
  );

const STYLE = `:root{color-scheme:light dark;--line:light-dark(#e3ded7,#3a342f);--soft:light-dark(#554d45,#cdc5bb);--ink:light-dark(#1f1b17,#f5f1eb);--card:light-dark(#fff,#211d1a);--accent:light-dark(#0f5f5c,#5cc2b7);--on:light-dark(#fff,#07211f)}
*{box-sizing:border-box}body{margin:0 auto;padding:24px 16px;max-width:900px;font:16px/1.5 'Segoe UI',Roboto,Arial,sans-serif;background:light-dark(#f6f4f1,#171412);color:var(--ink)}
h1{font-size:24px;line-height:1.3;margin:0}h2{font-size:18px;margin:24px 0 8px}p{color:var(--soft);margin:4px 0 20px}a{color:light-dark(#0f5f5c,#7ad3c9)}
ul{list-style:none;margin:0;padding:0}li,.card{border:1px solid var(--line);border-radius:12px;background:var(--card);margin:0 0 12px;padding:16px}
.row{display:flex;flex-wrap:wrap;gap:4px 16px;justify-content:space-between}.amount{font-size:22px;font-weight:700;font-variant-numeric:tabular-nums}
small{color:var(--soft);font-size:14px;overflow-wrap:anywhere;display:block}form{display:inline}
.acts{display:flex;flex-wrap:wrap;gap:8px;margin-top:12px}button,.button{min-height:44px;padding:8px 18px;border-radius:12px;border:1px solid var(--line);background:transparent;color:inherit;font:inherit;font-weight:600;cursor:pointer;text-decoration:none;display:inline-block}
.main{background:var(--accent);border-color:var(--accent);color:var(--on)}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
fieldset{border:0;margin:0;padding:0;display:grid;gap:4px 24px;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr))}label{display:flex;align-items:center;gap:10px;min-height:44px}
input[type=checkbox]{width:22px;height:22px;accent-color:var(--accent)}input[type=number]{width:7rem;min-height:40px;padding:4px 10px;border:1px solid var(--line);border-radius:10px;background:transparent;color:inherit;font:inherit}`;

const document = (
  language,
  title,
  body,
) => `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;

const money = (amount, language) =>
  `Rp${new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB').format(amount)}`;
const time = (at, language) =>
  at.toLocaleString(language === 'id' ? 'id-ID' : 'en-GB', {
    timeZone: 'Asia/Jakarta',
    dateStyle: 'medium',
    timeStyle: 'short',
  });

function button(charge, act, label, isMain = false) {
  return `<form method="post" action="/charges/${escape(charge.id)}/${act}"><button${isMain ? ' class="main"' : ''}>${label}</button></form>`;
}

function card(charge, language) {
  const text = TEXTS[language];
  const acts = {
    pending: [
      ['pay', text.pay, true],
      ['expire', text.expire],
      ['deny', text.deny],
    ],
    expired: [['pay', text.pay]],
    paid: [['refund', text.refund]],
  }[charge.status];
  const where = [charge.number, charge.bank?.toUpperCase().replace('_VIRTUAL_ACCOUNT', '')]
    .filter(Boolean)
    .join(' · ');
  const back =
    charge.returnUrl && charge.status !== 'pending'
      ? `<a class="button" href="${escape(charge.returnUrl)}">${text.back}</a>`
      : '';
  return `<div class="row"><span class="amount">${money(charge.amount, language)}</span><strong>${text.status[charge.status]}</strong></div>
<small>${charge.provider === 'midtrans' ? 'Midtrans' : 'Xendit'} · ${text.kind[charge.kind]}${where ? ` · ${escape(where)}` : ''}</small>
<small>${escape(charge.orderId)} · ${text.until} ${time(charge.expiresAt, language)}</small>
<div class="acts">${(acts ?? []).map(([act, label, isMain]) => button(charge, act, label, isMain)).join('')}${back}</div>`;
}

function faultsForm(faults, language) {
  const text = TEXTS[language];
  const fields = Object.entries(faults).map(([name, value]) =>
    name === 'delay'
      ? `<label>${text.fault.delay} <input type="number" name="delay" min="0" max="600000" value="${value}"></label>`
      : `<label><input type="checkbox" name="${name}"${value ? ' checked' : ''}> ${text.fault[name]}</label>`,
  );
  return `<h2>${text.faults}</h2><form class="card" style="display:block" method="post" action="/faults"><fieldset>${fields.join('')}</fieldset><div class="acts"><button class="main">${text.save}</button></div></form>`;
}

export const languageOf = (header = '') => (/^\s*en/i.test(header) ? 'en' : 'id');

export function listPage(store, language) {
  const text = TEXTS[language];
  const items = store
    .list()
    .slice(0, 50)
    .map((charge) => `<li>${card(charge, language)}</li>`);
  const list = items.length ? `<ul>${items.join('')}</ul>` : `<p class="card">${text.none}</p>`;
  return document(
    language,
    text.title,
    `<h1>${text.title}</h1><p>${text.lead}</p>${list}${faultsForm(store.faults, language)}`,
  );
}

export function payPage(charge, language) {
  const text = TEXTS[language];
  return document(
    language,
    text.title,
    `<h1>${text.title}</h1><p>${text.lead}</p><div class="card">${card(charge, language)}</div><a href="/">${text.all}</a>`,
  );
}
