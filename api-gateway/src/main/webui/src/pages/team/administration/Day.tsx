import { TextInput } from '@mantine/core';
import { useState } from 'react';

/** While a year is typed, each of its digits makes a date, such as the first of March of the year 2. */
const EARLIEST = '2000';

interface Props {
  label: string;
  day: string | undefined;
  onChange: (day: string | undefined) => void;
}

/** A day to filter by. It counts once its year is complete, or once the field loses the focus. */
export function Day({ label, day, onChange }: Props) {
  const [typed, setTyped] = useState(day ?? '');
  const [shown, setShown] = useState(day);
  if (shown !== day) {
    setShown(day);
    setTyped(day ?? '');
  }
  return (
    <TextInput
      type="date"
      label={label}
      value={typed}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        if (value >= EARLIEST) {
          onChange(value);
        }
      }}
      onBlur={() => {
        if (typed !== (day ?? '')) {
          onChange(typed || undefined);
        }
      }}
    />
  );
}
