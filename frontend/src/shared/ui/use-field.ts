import { computed, useId } from 'vue';

export interface FieldProps {
  label: string;
  help?: string | undefined;
  error?: string | undefined;
  required?: boolean;
  disabled?: boolean;
  hideLabel?: boolean;
  /** Path of the field in the body; the form's summary jumps to it. */
  name?: string;
}

/** Ids and ARIA of one field: bind `attrs` to the control, `shell` to `FieldShell`. */
export function useField(props: FieldProps) {
  const own = useId();
  const id = computed(() => (props.name ? `field-${props.name.replace(/\W+/g, '-')}` : own));
  const attrs = computed(() => ({
    id: id.value,
    name: props.name,
    required: props.required || undefined,
    disabled: props.disabled || undefined,
    'aria-invalid': props.error ? true : undefined,
    'aria-describedby': props.error ? `${id.value}-error` : props.help ? `${id.value}-help` : undefined,
  }));
  const shell = computed(() => ({
    id: id.value,
    label: props.label,
    help: props.help,
    error: props.error,
    required: props.required ?? false,
    hideLabel: props.hideLabel ?? false,
  }));
  return { attrs, shell, id };
}

/** The element id of a field by its name, as `FormSummary` links to it. */
export function fieldElementId(name: string): string {
  return `field-${name.replace(/\W+/g, '-')}`;
}
