import { useI18n } from '@/shared/i18n';
import { askConfirm, showToast, toastError } from '@/shared/ui';

/** Asks, removes and tells. Resolves to whether it was removed. */
export function useRemove() {
  const { t } = useI18n();
  return async (
    name: string,
    body: string,
    remove: () => Promise<void>,
    typed?: string,
  ): Promise<boolean> => {
    const agreed = await askConfirm({
      title: t('catalog.removeTitle', { name }),
      body,
      confirmLabel: t('common.remove'),
      tone: 'danger',
      ...(typed ? { typed } : {}),
    });
    if (!agreed) return false;
    try {
      await remove();
      showToast({ title: t('catalog.removed', { name }) });
      return true;
    } catch (error) {
      toastError(error);
      return false;
    }
  };
}
