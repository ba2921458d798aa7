import { defineAsyncComponent } from 'vue';
import { loadMessages } from '@/shared/i18n';

/** The code of an outlet, to be set, replaced and removed; its texts come with it. */
export const OutletQris = defineAsyncComponent(async () => {
  await loadMessages(['qris']);
  return (await import('./components/OutletQris.vue')).default;
});

/** The code of one payment at the till. Called ahead, it is there without internet too. */
export async function loadQrisTender() {
  const [component] = await Promise.all([
    import('./components/QrisTender.vue'),
    import('@/shared/qr/qr-picture'),
    loadMessages(['qris']),
  ]);
  return component.default;
}
