import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { languageOf } from '@meja/domain';
import type { Language } from '@meja/domain';
import { config } from '../platform/config';
import { currentContext } from '../platform/context';
import { NOT_KEPT, Problem, isLoopback } from '../platform/http';
import { escapeHtml, findReceived, listReceived } from '../platform/mail';

const TEXTS: Record<string, Record<Language, string>> = {
  title: { id: 'Kotak masuk di mesin ini', en: 'The inbox of this machine' },
  lead: {
    id: 'Tanpa server SMTP, email berhenti di sini: untuk pengembangan dan demo saja.',
    en: 'Without an SMTP server email stops here: for development and the demo alone.',
  },
  none: { id: 'Belum ada email.', en: 'No email yet.' },
  noneHint: {
    id: 'Daftarkan usaha atau minta kata sandi baru; emailnya tiba di sini dalam semenit.',
    en: 'Register a business or ask for a new password; the email arrives here within a minute.',
  },
  back: { id: 'Semua email', en: 'All emails' },
  plain: { id: 'Sebagai teks', en: 'As plain text' },
};

/** Nothing runs and nothing is fetched; the message stands in a frame that may only open links outside of it. */
const CSP =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
const LOCAL = /^(?:127\.|::1$|::ffff:127\.)/;
const UUID = /^[0-9a-f-]{36}$/;

const STYLE = `:root{color-scheme:light dark;--line:light-dark(#e3ded7,#3a342f);--soft:light-dark(#554d45,#cdc5bb)}
body{margin:0 auto;padding:24px 16px;max-width:900px;font:16px/1.5 'Segoe UI',Roboto,Arial,sans-serif;background:light-dark(#f6f4f1,#171412);color:light-dark(#1f1b17,#f5f1eb)}
h1{font-size:24px;margin:0}p{color:var(--soft);margin:4px 0 20px}a{color:light-dark(#0f5f5c,#7ad3c9)}
ul{list-style:none;margin:0;padding:0}li{border:1px solid var(--line);border-radius:12px;background:light-dark(#fff,#211d1a);margin-bottom:8px}
li a{display:flex;flex-wrap:wrap;gap:4px 16px;padding:14px 16px;text-decoration:none;color:inherit}li a:focus-visible,a:focus-visible{outline:3px solid light-dark(#0f5f5c,#8fe3d9);outline-offset:2px}
strong{flex:1 1 16rem}small{color:var(--soft);font-size:14px;overflow-wrap:anywhere}iframe{width:100%;height:640px;border:1px solid var(--line);border-radius:12px;background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid var(--line);border-radius:12px;padding:16px;font-size:14px}`;

const say = (key: keyof typeof TEXTS, language: Language) => escapeHtml(TEXTS[key]![language]);

const document = (language: Language, title: string, body: string) =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Meja</title><style>${STYLE}</style></head><body>${body}</body></html>`;

const time = (at: Date, language: Language) =>
  at.toLocaleString(language === 'id' ? 'id-ID' : 'en-GB', {
    timeZone: 'Asia/Jakarta',
    dateStyle: 'medium',
    timeStyle: 'short',
  });

/**
 * Mail opens accounts, so it is shown to this machine alone: asked from itself, by a name of its own, with nobody in
 * between.
 */
function onlyHere(req: Request, res: Response, next: NextFunction): void {
  const { localInbox } = config();
  const isHere =
    LOCAL.test(req.socket.remoteAddress ?? '') &&
    isLoopback(req.headers.host) &&
    req.headers['x-forwarded-for'] === undefined;
  if (!localInbox || !isHere) throw new Problem('not_found');
  res.setHeader('Cache-Control', NOT_KEPT);
  res.setHeader('Content-Security-Policy', CSP);
  res.setHeader('X-Frame-Options', 'SAMEORIGIN');
  next();
}

/** `/inbox`: what this service would have mailed, where no SMTP server takes it. */
export function inboxRouter(): Router {
  const router = Router();
  const language = () => languageOf(currentContext()?.locale);
  router.use('/inbox', onlyHere);
  router.get('/inbox', async (_req, res) => {
    const mails = await listReceived();
    const items = mails.map(
      ({ id, subject, recipient, received_at: at }) =>
        `<li><a href="/inbox/${id}"><strong>${escapeHtml(subject)}</strong><small>${escapeHtml(recipient)} · ${time(at, language())}</small></a></li>`,
    );
    const list = items.length
      ? `<ul>${items.join('')}</ul>`
      : `<h2>${say('none', language())}</h2><p>${say('noneHint', language())}</p>`;
    const head = `<h1>${say('title', language())}</h1><p>${say('lead', language())}</p>`;
    res.type('html').send(document(language(), say('title', language()), `<main>${head}${list}</main>`));
  });
  router.get('/inbox/:id{/:part}', async (req, res) => {
    const { id = '', part } = req.params as { id?: string; part?: string };
    const mail = UUID.test(id) ? await findReceived(id) : null;
    if (!mail || (part !== undefined && part !== 'html')) throw new Problem('not_found');
    if (part === 'html') {
      // A click replaces the whole page: a link opened inside the frame would be its prisoner.
      res.type('html').send(mail.html.replace('<head>', '<head><base target="_top">'));
      return;
    }
    const subject = escapeHtml(mail.subject);
    const frame = `<iframe sandbox="allow-top-navigation-by-user-activation allow-popups" title="${subject}" src="/inbox/${id}/html"></iframe>`;
    const body = `<main><a href="/inbox">← ${say('back', language())}</a><h1>${subject}</h1>
<p>${escapeHtml(mail.recipient)} · ${time(mail.received_at, language())}</p>${frame}
<h2>${say('plain', language())}</h2><pre>${escapeHtml(mail.plain)}</pre></main>`;
    res.type('html').send(document(language(), subject, body));
  });
  return router;
}
