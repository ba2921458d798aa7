/** The stand-in as a server: two gateways' protocols, a page for a person, a few calls for tests. */
import http from 'node:http';
import { answerMidtrans } from './midtrans.mjs';
import { notify, sendNotice } from './notify.mjs';
import { languageOf, listPage, payPage } from './page.mjs';
import { NO_FAULTS, createStore } from './store.mjs';
import { answerXendit } from './xendit.mjs';

const MOST_BYTES = 262_144;
const ACTS = { pay: 'paid', expire: 'expired', deny: 'denied', refund: 'refunded' };

async function readBody(req) {
  const parts = [];
  let size = 0;
  for await (const part of req) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error('too much');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function readFaults(form) {
  const faults = {};
  for (const name of Object.keys(NO_FAULTS))
    faults[name] = name === 'delay' ? Math.max(0, Number(form.get('delay')) || 0) : form.has(name);
  return faults;
}

const isKey = (header, key) =>
  Buffer.from((header ?? '').replace(/^Basic /i, ''), 'base64').toString() === `${key}:`;

/**
 * @param {{ key: string, notifyBase: string, publicUrl?: string, log?: (text: string) => void }} options `key` is what
 *   charges are asked for with and notifications are signed with; `notifyBase` where they go, below `/api`
 */
export function createSimulator({ key, notifyBase, publicUrl, log = () => undefined }) {
  const store = createStore();
  const context = {
    key,
    log,
    get faults() {
      return store.faults;
    },
  };
  const notifyUrl = (provider) => `${notifyBase}/api/v1/payments/notifications/${provider}`;
  const onChange = (charge) => void notify(context, charge);
  const server = http.createServer((req, res) => {
    handle(req, res).catch((error) => {
      log(`failed: ${error.stack}`);
      if (!res.headersSent) res.writeHead(500).end();
    });
  });
  const timer = setInterval(() => store.expireDue().forEach(onChange), 1_000);
  timer.unref();
  server.on('close', () => clearInterval(timer));

  const json = (res, status, body) =>
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const html = (res, text) =>
    res
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
      })
      .end(text);

  async function gateway(req, res, provider, url) {
    const text = await readBody(req);
    // A gateway that is deaf keeps whoever calls waiting.
    if (store.faults.deaf) return;
    if (store.faults.broken) return json(res, 500, { message: 'Internal Server Error' });
    if (!isKey(req.headers.authorization, key))
      return json(res, 401, { status_code: '401', error_code: 'INVALID_API_KEY' });
    const answer = (provider === 'midtrans' ? answerMidtrans : answerXendit)({
      method: req.method,
      path: url.pathname.slice(provider.length + 1),
      query: url.searchParams,
      headers: req.headers,
      body: text ? JSON.parse(text) : {},
      store,
      base: publicUrl ?? `http://${req.headers.host}`,
      notifyUrl,
      onChange,
    });
    const [status, body] = answer ?? [404, { status_code: '404' }];
    json(res, status, body);
  }

  function act(charge, name) {
    if (!charge || !ACTS[name]) return false;
    if (store.move(charge, ACTS[name])) onChange(charge);
    return true;
  }

  const find = (orderId) => store.list().find((charge) => charge.orderId === orderId);

  /** A charge that was never asked for here. */
  const stranger = (orderId, more) => ({
    id: `tx-${orderId}`,
    orderId,
    provider: 'midtrans',
    kind: 'qris',
    amount: 10_000,
    status: 'paid',
    paidAmount: null,
    createdAt: new Date(),
    noticeUrl: notifyUrl(more?.provider ?? 'midtrans'),
    ...more,
  });

  /** What tests ask for: JSON in, JSON out. */
  async function control(req, res, what) {
    const text = await readBody(req);
    const body = text ? JSON.parse(text) : {};
    if (what === 'charges') return json(res, 200, store.list());
    if (what === 'faults') {
      store.faults = { ...NO_FAULTS, ...body };
      return json(res, 200, store.faults);
    }
    const charge = find(body.orderId);
    if (what === 'notify') {
      const { orderId, times = 1, as = {} } = body;
      const target = charge ?? stranger(orderId, body.charge);
      const answers = await Promise.all(Array.from({ length: times }, () => sendNotice(context, target, as)));
      return json(res, 200, { answers });
    }
    return json(res, act(charge, what) ? 200 : 404, charge ?? {});
  }

  async function handle(req, res) {
    const url = new URL(req.url, 'http://simulator');
    const [first, second, third] = url.pathname.split('/').filter(Boolean);
    if (first === 'midtrans' || first === 'xendit') return gateway(req, res, first, url);
    if (first === 'control') return control(req, res, second);
    const language = languageOf(req.headers['accept-language']);
    if (req.method === 'GET' && first === undefined) return html(res, listPage(store, language));
    if (req.method === 'GET' && first === 'pay' && store.byId(second))
      return html(res, payPage(store.byId(second), language));
    if (req.method === 'POST' && first === 'faults') {
      store.faults = readFaults(new URLSearchParams(await readBody(req)));
      return res.writeHead(303, { location: '/' }).end();
    }
    if (req.method === 'POST' && first === 'charges' && act(store.byId(second), third))
      return res
        .writeHead(303, { location: store.byId(second).kind === 'page' ? `/pay/${second}` : '/' })
        .end();
    json(res, 404, { message: 'not found' });
  }

  return server;
}
