import { Autocomplete, TextInput } from '@mantine/core';
import type { Field } from '@/api/generated/model';

interface Props {
  label: string;
  /** The field that gets the value, if the connector declares it. */
  field: Field | undefined;
  invalid?: boolean;
  value: string;
  onChange: (text: string) => void;
}

/** A value that is typed, or chosen among those that the field accepts. */
export function ValueInput({ label, field, invalid = false, value, onChange }: Props) {
  const shared = { label, value, flex: '1 1 140px', maw: 420, error: invalid };
  return field !== undefined && field.options.length > 0 ? (
    <Autocomplete {...shared} data={field.options} onChange={onChange} />
  ) : (
    <TextInput {...shared} onChange={({ currentTarget }) => onChange(currentTarget.value)} />
  );
}
