import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nextTick, reactive } from 'vue';
import { loadMessages, useI18n } from '@/shared/i18n';
import NewPasswordFields from '../components/NewPasswordFields.vue';
import { newPasswordErrors } from '../new-password';

let page: VueWrapper;
const form = reactive({ next: '', again: '' });

function open(names: string[]): void {
  Object.assign(form, { next: '', again: '' });
  page = mount({
    components: { NewPasswordFields },
    setup: () => ({ form, names }),
    template:
      '<NewPasswordFields v-model:next="form.next" v-model:again="form.again" :fields="{}" :names="names" />',
  });
}
async function type(next: string, again = ''): Promise<void> {
  await page.get('input[name="newPassword"]').setValue(next);
  await page.get('input[name="again"]').setValue(again);
  await nextTick();
}
const states = () => page.findAll('li').map((item) => item.attributes('data-state'));

beforeEach(() => loadMessages(['common', 'auth', 'recovery']));
afterEach(() => page.unmount());

describe('T-29 the rules of a new password', () => {
  test('T-29 AUTH-05 each is ticked off as one types, in words too', async () => {
    open(['Kedai Senja Indah', 'rina@contoh.test']);
    expect(states()).toEqual(['open', 'open', 'open', 'later']);
    await type('kopi tubruk');
    expect(states()).toEqual(['open', 'met', 'open', 'later']);
    await type('kopi tubruk hangat', 'kopi tubruk');
    expect(states()).toEqual(['met', 'met', 'open', 'later']);
    await type('kopi tubruk hangat', 'kopi tubruk hangat');
    expect(states()).toEqual(['met', 'met', 'met', 'later']);
    await type('Kedai-Senja-Indah-1', 'Kedai-Senja-Indah-1');
    expect(states()).toEqual(['met', 'open', 'met', 'later']);
    const items = page.findAll('li').map((item) => item.text().replace(/\s+/g, ' '));
    expect(items[0]).toBe('Paling sedikit 12 karakter (terpenuhi)');
    expect(items[1]).toBe('Bukan nama Anda, nama usaha, atau email Anda (belum)');
    expect(items[3]).toContain('(diperiksa saat disimpan)');
  });

  test('T-29 whoever comes by a link is not known here: the rule on names waits for the server', async () => {
    open([]);
    await type('kopi tubruk hangat');
    expect(states()).toEqual(['met', 'later', 'open', 'later']);
  });

  test('T-29 what is refused before sending says which rule it is', () => {
    open([]);
    const { t } = useI18n();
    const refused = (next: string, again: string, names: string[] = []) =>
      newPasswordErrors({ next, again, names }, t);
    expect(refused('pendek', 'pendek')).toEqual({
      newPassword: 'Kata sandi paling sedikit 12 karakter.',
      again: false,
    });
    // Eleven, though of more units in memory.
    expect(refused('☕'.repeat(11), '☕'.repeat(11)).newPassword).toBeTruthy();
    expect(refused('kopi tubruk hangat', 'kopi')).toEqual({
      newPassword: false,
      again: 'Kedua kata sandi baru belum sama.',
    });
    expect(refused('rina.wulandari99', 'rina.wulandari99', ['rina.wulandari@contoh.test'])).toEqual({
      newPassword: 'Hampir sama dengan nama Anda, nama usaha, atau email Anda. Pakai kata-kata lain.',
      again: false,
    });
  });
});
