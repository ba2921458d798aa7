import type { TwoFactorSetupBody } from '@meja/domain';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Answered, answerCalls } from '@/shared/api/__tests__/answering';
import { loadMessages } from '@/shared/i18n';
import TwoFactorSetup from '../components/TwoFactorSetup.vue';

const PASSWORD = 'kopi-tubruk-hangat-71';
const SECRET = 'JBSWY3DPEHPK3PXP';
let sent: TwoFactorSetupBody[];
let isFresh: boolean;
let setup: VueWrapper;

const refusal = (code: string, message: string): Answered => ({
  status: 422,
  data: {
    status: 422,
    code: 'validation_failed',
    title: 'Periksa isian',
    detail: '',
    errors: [{ path: 'currentPassword', code, message }],
  },
});

async function open(): Promise<void> {
  setup = mount(TwoFactorSetup, { attachTo: document.body });
  await flushPromises();
}
async function answerWith(password: string): Promise<void> {
  await setup.get('input[name="currentPassword"]').setValue(password);
  await setup.get('form').trigger('submit');
  await flushPromises();
}
const secret = () => setup.find('[data-testid="secret"]');

beforeEach(async () => {
  await loadMessages(['common', 'account']);
  sent = [];
  answerCalls(({ path, body }) => {
    if (path !== '/auth/2fa/setup') throw new Error(`unexpected call ${path}`);
    const { currentPassword } = body as TwoFactorSetupBody;
    sent.push(body as TwoFactorSetupBody);
    if (currentPassword === undefined && !isFresh) return refusal('required', 'Wajib diisi.');
    if (currentPassword !== undefined && currentPassword !== PASSWORD)
      return refusal('invalid_value', 'Nilainya tidak sah.');
    return { data: { data: { secret: SECRET, otpauthUrl: `otpauth://totp/Meja?secret=${SECRET}` } } };
  });
});
afterEach(() => {
  setup.unmount();
  vi.unstubAllGlobals();
});

describe('T-59 setting up a second factor', () => {
  test('T-59 AUTH-03 whoever has just signed in sees the code at once', async () => {
    isFresh = true;
    await open();
    expect(secret().text()).toBe('JBSW Y3DP EHPK 3PXP');
    expect(setup.find('input[name="currentPassword"]').exists()).toBe(false);
    expect(sent).toEqual([{}]);
  });

  test('T-59 AUTH-03 whoever signed in a while ago is asked for the password, and a wrong one keeps the question', async () => {
    isFresh = false;
    await open();
    expect([secret().exists(), setup.text()]).toEqual([false, expect.stringContaining('memang Anda')]);
    await answerWith('');
    expect(setup.text()).toContain('Isi kata sandi Anda.');
    expect(sent).toHaveLength(1);
    await answerWith('bukan-yang-benar-71');
    expect(setup.text()).toContain('Nilainya tidak sah.');
    expect(setup.get<HTMLInputElement>('input[name="currentPassword"]').element.value).toBe(
      'bukan-yang-benar-71',
    );
    await answerWith(PASSWORD);
    expect(secret().text()).toBe('JBSW Y3DP EHPK 3PXP');
    expect(setup.find('input[name="currentPassword"]').exists()).toBe(false);
  });
});
