import type { ModifierGroupBody, ModifierGroupDto } from '@meja/domain';

export interface OptionForm {
  id: string | null;
  name: string;
  price: number | null;
  default: boolean;
}

export interface GroupForm {
  name: string;
  min: number | null;
  max: number | null;
  options: OptionForm[];
}

export const emptyOption = (): OptionForm => ({ id: null, name: '', price: 0, default: false });

export function groupForm(group: ModifierGroupDto | null): GroupForm {
  return {
    name: group?.name ?? '',
    min: group?.min ?? 0,
    max: group?.max ?? 1,
    options: group
      ? group.options.map(({ id, name, price, default: isDefault }) => ({
          id,
          name,
          price,
          default: isDefault,
        }))
      : [emptyOption()],
  };
}

export function groupBody(form: GroupForm): ModifierGroupBody {
  return {
    name: form.name.trim(),
    min: form.min ?? 0,
    max: form.max ?? 1,
    options: form.options.map(({ id, name, price, default: isDefault }) => ({
      ...(id && { id }),
      name: name.trim(),
      price: price ?? 0,
      default: isDefault,
    })),
  };
}

export type GroupIssue = 'name' | 'max' | 'min' | 'options' | 'tooManyDefaults';

/** What can't be, by path of the body. */
export function groupIssues(form: GroupForm): Record<string, GroupIssue> {
  const issues: Record<string, GroupIssue> = {};
  const min = form.min ?? 0;
  const max = form.max ?? 0;
  if (!form.name.trim()) issues.name = 'name';
  if (max < 1 || max < min) issues.max = 'max';
  if (min > form.options.length) issues.min = 'min';
  if (form.options.length === 0) issues.options = 'options';
  form.options.forEach((option, index) => {
    if (!option.name.trim()) issues[`options.${index}.name`] = 'name';
  });
  if (form.options.filter((option) => option.default).length > max) issues.options = 'tooManyDefaults';
  return issues;
}
