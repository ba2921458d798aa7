import { mount } from '@vue/test-utils';
import { beforeEach, expect, test } from 'vitest';
import { defineComponent, h, nextTick } from 'vue';
import { addMessages, changeLocale, fill, translate, useI18n } from '../translator';

beforeEach(() => {
  addMessages('id', 'contoh', { sapa: 'Halo {name}', lama: { teks: 'Hanya di sini' } });
  addMessages('en', 'contoh', { sapa: 'Hello {name}' });
});

test('WEB-01 values go where their names stand, what is missing leaves nothing, and a literal stays as it is', () => {
  expect(fill('{a} dari {b}{c}', { a: 1, b: 'dua' })).toBe('1 dari dua');
  expect(fill("nama{'@'}usaha.id, {a}", { a: '{b}', b: 'x' })).toBe('nama@usaha.id, {b}');
  expect(fill('Lunas')).toBe('Lunas');
});

test('WEB-01 a text that the language lacks comes from Indonesian, one that nobody has shows its key', () => {
  changeLocale('en');
  expect(translate('contoh.sapa', { name: 'Budi' })).toBe('Hello Budi');
  expect(translate('contoh.lama.teks')).toBe('Hanya di sini');
  expect(translate('contoh.entah')).toBe('contoh.entah');
});

test('WEB-01 what is shown follows the language, and texts that come later', async () => {
  const Greeting = defineComponent({
    setup() {
      const { t, locale } = useI18n();
      return () => h('p', `${locale.value} ${t('contoh.sapa', { name: 'Budi' })} ${t('nanti.datang')}`);
    },
  });
  const page = mount(Greeting);
  expect(page.text()).toBe('id Halo Budi nanti.datang');
  changeLocale('en');
  await nextTick();
  expect(page.text()).toBe('en Hello Budi nanti.datang');
  addMessages('en', 'nanti', { datang: 'Here' });
  await nextTick();
  expect(page.text()).toBe('en Hello Budi Here');
});
