import { ConfigError, loadConfig } from '..';

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://meja:x@db/meja',
  JWT_SECRET: 'q8Zt0vLx3Rk7Wd1Yp5Nc9Hb2Mf6Jg4Sa',
};

describe('PASSWORD_COST', () => {
  test('AUTH-05 is 12 in production, and nobody makes it cheaper there', () => {
    expect(loadConfig(production).passwordCost).toBe(12);
    expect(loadConfig({ ...production, PASSWORD_COST: '13' }).passwordCost).toBe(13);
    expect(() => loadConfig({ ...production, PASSWORD_COST: '11' })).toThrow(ConfigError);
    expect(() => loadConfig({ ...production, PASSWORD_COST: '31' })).toThrow(/16 at most/);
  });

  test('AUTH-05 a demo may be cheaper, and is as dear as production where nothing is said', () => {
    expect(loadConfig({ ...production, MEJA_DEMO: '1' }).passwordCost).toBe(12);
    expect(loadConfig({ ...production, MEJA_DEMO: '1', PASSWORD_COST: '4' }).passwordCost).toBe(4);
  });
});
