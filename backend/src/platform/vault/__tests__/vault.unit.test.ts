import { loadConfig, setConfig } from '../../config';
import { reseal, seal, unseal } from '..';

const [OLD, NEW] = ['kunci-lama-7Qz1xW9vRt3LmN5pB8', 'kunci-baru-2Ks4yE6uHj8GdF0aC1xx'];
const use = (current: string, former = '') =>
  setConfig(loadConfig({ ...process.env, APP_SECRET: current, APP_SECRET_FORMER: former }));
const PURPOSE = 'service gateway 1';

describe('the vault', () => {
  beforeEach(() => use(OLD));
  afterAll(() => setConfig(loadConfig()));

  test('PAY-03 a secret is opened for its own purpose alone, and never looks the same twice', () => {
    const [one, two] = [seal(PURPOSE, 'SB-Mid-server-abc'), seal(PURPOSE, 'SB-Mid-server-abc')];
    expect(unseal(PURPOSE, one)).toBe('SB-Mid-server-abc');
    expect(one.equals(two)).toBe(false);
    expect(one.toString('latin1')).not.toContain('SB-Mid');
    expect(() => unseal('service gateway 2', one)).toThrow();
    const changed = Buffer.from(one);
    changed[changed.length - 1]! ^= 1;
    expect(() => unseal(PURPOSE, changed)).toThrow();
  });

  test('PAY-03 another key of the service seals anew what it can still open; then the former one may go', () => {
    const old = seal(PURPOSE, 'rahasia');
    expect(reseal(PURPOSE, old)).toBeNull();
    use(NEW);
    expect(() => unseal(PURPOSE, old)).toThrow('a key that is not known');
    use(NEW, `${OLD}, lain`);
    expect(unseal(PURPOSE, old)).toBe('rahasia');
    const renewed = reseal(PURPOSE, old)!;
    expect(reseal(PURPOSE, renewed)).toBeNull();
    use(NEW);
    expect(unseal(PURPOSE, renewed)).toBe('rahasia');
  });
});
