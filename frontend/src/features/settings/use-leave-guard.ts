import { onScopeDispose, watch, type Ref } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import { useI18n } from '@/shared/i18n';
import { askConfirm } from '@/shared/ui';

/** Asks before a page with unsaved changes is left, by a link or by closing the tab. */
export function useLeaveGuard(dirty: Readonly<Ref<boolean>>): void {
  const { t } = useI18n();

  onBeforeRouteLeave(() => {
    if (!dirty.value) return true;
    return askConfirm({
      title: t('form.unsavedTitle'),
      body: t('form.unsavedBody'),
      confirmLabel: t('form.unsavedLeave'),
      cancelLabel: t('form.unsavedStay'),
      tone: 'danger',
    });
  });

  const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
  watch(
    dirty,
    (isDirty) => {
      if (isDirty) addEventListener('beforeunload', onUnload);
      else removeEventListener('beforeunload', onUnload);
    },
    { immediate: true },
  );
  onScopeDispose(() => removeEventListener('beforeunload', onUnload));
}
