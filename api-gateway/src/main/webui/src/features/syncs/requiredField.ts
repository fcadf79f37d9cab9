import type { Field } from '@/api/generated/model';

/** Whether the destination refuses a record without the field. A field that does not say so is not required. */
export function isRequired(field: Field & { required?: boolean | null }): boolean {
  return field.required === true;
}
