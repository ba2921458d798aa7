import { config } from '@vue/test-utils';
import { beforeEach } from 'vitest';
import { i18n, loadMessages, setLanguage } from './shared/i18n';

config.global.plugins = [i18n];

beforeEach(async () => {
  localStorage.clear();
  sessionStorage.clear();
  await setLanguage('id');
  await loadMessages(['common', 'work']);
});
