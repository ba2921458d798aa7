import { fillTemplate } from '@meja/domain';
import type { Language } from '@meja/domain';
import { config } from '../config';
import { page } from './mail.layout';
import type { MailBody } from './mail.layout';
import { COMMON_TEXTS, MAIL_TEXTS } from './mail.texts';
import type { MailContent, MailName, MailValues, Message } from './mail.types';

/**
 * What a person chose (a name, a business's) as a mail shows it: mail programs make links of whatever looks like an
 * address, and nobody's name shall be one. An invisible space keeps them from it.
 */
const unlinked = (text: string): string =>
  text.replace(/(\S)([.:/@])(?=\S)/g, '$1$2\u200b').replace(/[\r\n]+/g, ' ');

/** An address that was checked, and what this service wrote itself, is shown as it is. */
const OUR_OWN = new Set(['email', 'number', 'amount', 'date']);

function valuesIn(language: Language, values: MailValues): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const text = typeof value === 'string' ? value : value[language];
      return [key, OUR_OWN.has(key) ? text : unlinked(text)];
    }),
  );
}

function plainOf({ greeting, lines, button, after, footer }: MailBody): string {
  const parts = [
    greeting,
    ...lines,
    ...(button ? [`${button.label}:\n${button.url}`] : []),
    ...after,
    `--\n${footer}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A mail as it goes out, in one language: HTML and plain from the same texts. */
export function renderMail(
  mail: { id: string; name: MailName; language: Language; recipient: string },
  { values, path, to }: MailContent,
): Message {
  const { language } = mail;
  const texts = MAIL_TEXTS[mail.name];
  const filled = valuesIn(language, values);
  const say = (text: Record<Language, string>) => fillTemplate(text[language], filled);
  const { greeting, greetingNobody, linkInstead, footer } = COMMON_TEXTS;
  const body: MailBody = {
    language,
    title: say(texts.subject),
    greeting: say(filled.name ? greeting : greetingNobody),
    lines: texts.lines.map(say),
    button:
      texts.button && path !== undefined
        ? { label: say(texts.button), url: `${config().publicUrl}${path}`, instead: say(linkInstead) }
        : null,
    after: texts.after.map(say),
    footer: say(footer),
  };
  return {
    id: mail.id,
    to: to ?? mail.recipient,
    subject: body.title,
    html: page(body),
    plain: plainOf(body),
  };
}
