import { Select } from '@mantine/core';
import { useState } from 'react';
import type { Field } from '@/api/generated/model';

interface Props {
  label: string;
  fields: readonly Field[];
  /** Whether names that are not in the list are taken too. */
  anyName: boolean;
  value: string;
  error: string | undefined;
  required?: boolean;
  placeholder?: string;
  onChange: (field: string) => void;
}

/** A vendor can have thousands of fields; the others are found by a part of their name. */
const MOST_SHOWN = 200;

/** A field of the destination, by its human name; of one's own by what it is called there. */
export function FieldPicker({
  label,
  fields,
  anyName,
  value,
  error,
  required = false,
  placeholder,
  onChange,
}: Props) {
  const [sought, setSought] = useState('');
  const known = fields.map(({ name, label }) => ({ value: name, label }));
  const own = [value, anyName ? sought.trim() : ''].filter(
    (name, index, all) =>
      name !== '' &&
      all.indexOf(name) === index &&
      known.every((each) => each.value !== name && each.label !== name),
  );
  return (
    <Select
      label={label}
      required={required}
      searchable
      limit={MOST_SHOWN}
      allowDeselect={false}
      flex="1 1 200px"
      placeholder={placeholder ?? ''}
      value={value === '' ? null : value}
      searchValue={sought}
      onSearchChange={setSought}
      error={error}
      data={[...known, ...own.map((name) => ({ value: name, label: name }))]}
      onChange={(field) => {
        if (field !== null) {
          onChange(field);
        }
      }}
    />
  );
}
