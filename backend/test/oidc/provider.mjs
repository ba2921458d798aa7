// A real OpenID Connect provider (oidc-provider) in a process of its own, for API and browser tests: anybody signs in by
// typing who they are. Prints its address. PUT /faults says how its next ID tokens are forged, by the provider's own key
// where it says nothing else: what a client must refuse although it comes by the right way.
import { createServer } from 'node:http';
import { SignJWT, UnsecuredJWT, decodeJwt, exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

const [clientId, clientSecret, returnAddress] = process.argv.slice(2);
const { privateKey } = await generateKeyPair('RS256', { extractable: true });
const jwk = { ...(await exportJWK(privateKey)), kid: 'provider', alg: 'RS256', use: 'sig' };
const stranger = (await generateKeyPair('RS256')).privateKey;

let fault = null;

const signed = (claims, key = privateKey, header = { alg: 'RS256', kid: 'provider' }) =>
  new SignJWT(claims).setProtectedHeader(header).sign(key);
const HOUR = 3600;

const FORGERIES = {
  nonce: (claims) => signed({ ...claims, nonce: 'of-another-browser' }),
  audience: (claims) => signed({ ...claims, aud: 'another-client' }),
  issuer: (claims) => signed({ ...claims, iss: 'https://elsewhere.test' }),
  expired: (claims) => signed({ ...claims, iat: claims.iat - 2 * HOUR, exp: claims.iat - HOUR }),
  none: (claims) => new UnsecuredJWT(claims).encode(),
  hmac: (claims) => signed(claims, new TextEncoder().encode(clientSecret), { alg: 'HS256', kid: 'provider' }),
  'another key': (claims) => signed(claims, stranger),
};

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [returnAddress] }],
  jwks: { keys: [jwk] },
  cookies: { keys: ['only-for-tests'] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: false } },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@penyedia.test`, email_verified: true }),
  }),
  interactions: { url: (_, { uid }) => `/who/${uid}` },
});

provider.use(async (ctx, next) => {
  if (ctx.method === 'PUT' && ctx.path === '/faults') {
    fault = ctx.query.is || null;
    ctx.status = 204;
    return;
  }
  if (ctx.path.startsWith('/who/')) return askWho(ctx);
  if (ctx.path === '/token' && fault === 'broken') return void (ctx.status = 500);
  await next();
  const idToken = ctx.path === '/token' && ctx.body?.id_token;
  if (idToken && FORGERIES[fault]) {
    ctx.body = { ...ctx.body, id_token: await FORGERIES[fault](decodeJwt(idToken)) };
  }
});

async function askWho(ctx) {
  const { prompt, params, grantId, session } = await provider.interactionDetails(ctx.req, ctx.res);
  if (ctx.method === 'GET') {
    ctx.type = 'html';
    ctx.body =
      '<!doctype html><html lang="id"><link rel="icon" href="data:,"><title>Penyedia</title>' +
      '<form method="post"><label>Siapa Anda? <input name="who"></label> <button>Lanjut</button></form></html>';
    return;
  }
  let body = '';
  for await (const chunk of ctx.req) body += chunk;
  const accountId = session?.accountId ?? new URLSearchParams(body).get('who');
  if (!accountId) throw new Error(`nobody typed for ${prompt.name}`);
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const result = { login: { accountId, remember: false }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
  ctx.respond = false;
}

server.on('request', provider.callback());
// Whoever started it may be gone without a word.
process.stdin.on('end', () => process.exit()).resume();
process.stdout.write(`${issuer}\n`);
