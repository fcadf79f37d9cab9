import type { Field } from '@/api/generated/model';

/** A field of an object as a manifest declares it; not required unless the test says so. */
export function fieldOf(
  declared: Pick<Field, 'name'> & Partial<Field> & { required?: boolean },
): Field {
  const field = {
    label: declared.name,
    type: 'text' as const,
    options: [],
    required: false,
    help: null,
    example: null,
    suggested: null,
    ...declared,
  };
  return field;
}
