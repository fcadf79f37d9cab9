import { Autocomplete, TextInput } from '@mantine/core';
import type { JsonValue } from '@/api/generated/model';
import { useTyped } from '../useTyped';

interface Props {
  label: string;
  /** The values that the field accepts; empty if it declares none. */
  options: readonly string[];
  invalid?: boolean;
  value: JsonValue;
  onChange: (value: JsonValue) => void;
}

/** A value that is typed, or chosen among those that the field accepts. It keeps its type. */
export function ValueInput({ label, options, invalid = false, value, onChange }: Props) {
  const { text, onText } = useTyped(value, onChange);
  const shared = { label, value: text, flex: '1 1 140px', maw: 420, error: invalid };
  return options.length > 0 ? (
    <Autocomplete {...shared} data={[...options]} onChange={onText} />
  ) : (
    <TextInput {...shared} onChange={({ currentTarget }) => onText(currentTarget.value)} />
  );
}
