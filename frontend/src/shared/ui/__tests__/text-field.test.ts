import { mount } from '@vue/test-utils';
import { describe, expect, test } from 'vitest';
import { labelsOf } from '@/features/till/basket/order-label';
import { SearchField, TextField } from '..';

const PASTED = '\u202a+62 812\u202c\tRina\u200b';

async function typed(component: object, props: object, text: string, element = 'input'): Promise<unknown> {
  const field = mount(component, {
    props: { label: 'Nama', modelValue: '', ...props },
    global: { mocks: { $t: (key: string) => key } },
  });
  await field.get(element).setValue(text);
  return field.emitted('update:modelValue')?.at(-1)?.[0];
}

describe('F-49 what is pasted into a field', () => {
  test('F-49 loses its unseen marks, so that the server takes it', async () => {
    expect(await typed(TextField, {}, PASTED)).toBe('+62 812 Rina');
    expect(await typed(SearchField, {}, PASTED)).toBe('+62 812 Rina');
    expect(await typed(TextField, { multiline: true }, `a\n${PASTED}`, 'textarea')).toBe('a\n+62 812 Rina');
    expect(labelsOf('TAKEAWAY', PASTED)).toEqual({ tableName: null, queueName: '+62 812 Rina' });
  });

  test('F-49 stays as it is where it is a password', async () => {
    expect(await typed(TextField, { type: 'password' }, PASTED)).toBe(PASTED);
  });
});
