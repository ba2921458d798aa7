import type { Language } from '@meja/domain';

/** A mail's texts in one language, as yet without form. */
export interface MailBody {
  language: Language;
  title: string;
  greeting: string;
  lines: string[];
  button: { label: string; url: string; instead: string } | null;
  after: string[];
  footer: string;
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);

const FONT = "font-family:'Plus Jakarta Sans','Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const paragraph = (text: string, style: string, tone: string) =>
  `<p class="${tone}" style="margin:0 0 16px;${FONT};${style}">${escapeHtml(text)}</p>`;

/** Mail programs that know dark colours take these; those that turn colours round by themselves find enough contrast. */
const DARK = `@media (prefers-color-scheme:dark){
.canvas{background:#171412!important}.card{background:#211d1a!important;border-color:#3a342f!important}
.ink{color:#f5f1eb!important}.soft{color:#cdc5bb!important}.brand{color:#7ad3c9!important}
.button{background:#5cc2b7!important}.button a{color:#07211f!important}}`;

function buttonOf({ label, url }: { label: string; url: string }): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px"><tr>
<td class="button" bgcolor="#0f5f5c" style="border-radius:12px;background:#0f5f5c">
<a href="${escapeHtml(url)}" style="display:inline-block;padding:15px 26px;${FONT};font-size:16px;line-height:20px;font-weight:700;color:#ffffff;text-decoration:none">${escapeHtml(label)}</a>
</td></tr></table>`;
}

function addressOf({ url, instead }: { url: string; instead: string }): string {
  return `<p class="soft" style="margin:0 0 16px;${FONT};font-size:13px;line-height:20px;color:#554d45">${escapeHtml(instead)}<br>
<a class="brand" href="${escapeHtml(url)}" style="color:#0f5f5c;word-break:break-all">${escapeHtml(url)}</a></p>`;
}

/** A mail as HTML: tables and styles at the element, which is what mail programs agree on; nothing is fetched. */
export function page({ language, title, greeting, lines, button, after, footer }: MailBody): string {
  const ink = 'font-size:16px;line-height:25px;color:#1f1b17';
  const soft = 'font-size:14px;line-height:22px;color:#554d45';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title><style>:root{color-scheme:light dark}${DARK}</style></head>
<body class="canvas" style="margin:0;padding:0;background:#f6f4f1">
<table role="presentation" class="canvas" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f6f4f1" style="background:#f6f4f1"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px"><tr>
<td class="brand" style="padding:0 4px 16px;${FONT};font-size:22px;line-height:28px;font-weight:800;color:#0f5f5c">Meja</td></tr><tr>
<td class="card" bgcolor="#ffffff" style="padding:32px 28px 16px;background:#ffffff;border:1px solid #e3ded7;border-radius:12px">
<h1 class="ink" style="margin:0 0 20px;${FONT};font-size:24px;line-height:31px;font-weight:800;color:#1f1b17">${escapeHtml(title)}</h1>
${[greeting, ...lines].map((text) => paragraph(text, ink, 'ink')).join('\n')}
${button ? buttonOf(button) : ''}
${after.map((text) => paragraph(text, soft, 'soft')).join('\n')}
${button ? addressOf(button) : ''}
</td></tr><tr>
<td class="soft" style="padding:16px 4px 0;${FONT};font-size:13px;line-height:20px;color:#554d45">${escapeHtml(footer)}</td></tr></table>
</td></tr></table></body></html>
`;
}
