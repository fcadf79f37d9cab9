import type { DataType } from '../rule/operators';

interface Typed {
  types: DataType[];
  declared?: string | null;
}

const READ: Readonly<Record<string, DataType>> = {
  text: 'text',
  number: 'number',
  boolean: 'boolean',
  'date-time': 'date',
};

/** With the type that rules read it as. Lists are read element by element and stay lists. */
export function asRead<T extends Typed>(field: T): T {
  const read = READ[field.declared ?? ''];
  const lists = field.types.filter((type) => type === 'list');
  return read === undefined ? field : { ...field, types: [read, ...lists] };
}
