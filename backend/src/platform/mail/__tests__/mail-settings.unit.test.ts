import { ConfigError, loadConfig } from '../../config';

const base = {
  DATABASE_URL: 'postgres://u:p@localhost/meja',
  JWT_SECRET: 'q8fKz2Lw0vXc7Rt5Yb3Nm1Hj9Gd6Sa4PeUiOx',
};
const load = (env: object) => loadConfig({ ...base, ...env });

describe('settings of e-mail', () => {
  test.each([
    [{}, true],
    [{ NODE_ENV: 'test' }, true],
    [{ NODE_ENV: 'production' }, false],
    [{ NODE_ENV: 'production', MEJA_DEMO: '0' }, false],
    [{ NODE_ENV: 'production', MEJA_DEMO: '1' }, true],
    [{ SMTP_URL: 'smtp://mail.test' }, false],
    [
      { NODE_ENV: 'production', MEJA_DEMO: '1', SMTP_URL: 'smtp://mail.test', PUBLIC_URL: 'https://a.test' },
      false,
    ],
  ])('INT-03 with %j there is a local inbox: %s', (env, has) => {
    expect(load(env).localInbox).toBe(has);
  });

  test('INT-03 links lead to PUBLIC_URL, which production names before it mails', () => {
    expect(load({ PUBLIC_URL: 'https://kasir.test/' }).publicUrl).toBe('https://kasir.test');
    expect(load({ PORT: '8123' })).toMatchObject({
      publicUrl: 'http://localhost:8123',
      mailFrom: 'Meja <no-reply@localhost>',
    });
    const wrong = [
      { NODE_ENV: 'production', SMTP_URL: 'smtp://mail.test' },
      { PUBLIC_URL: 'kasir.test' },
      { PUBLIC_URL: 'javascript:alert(1)' },
      { SMTP_URL: 'mail.test:587' },
    ];
    for (const env of wrong) expect(() => load(env)).toThrow(ConfigError);
  });
});
