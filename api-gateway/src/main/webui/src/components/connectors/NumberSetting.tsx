import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';

/** What can stand on the way to a number. */
const BEGUN = /^-?\d*\.?\d*$/;
const NUMBER = /^-?(\d+\.?\d*|\.\d+)$/;

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** A number, or what is typed on the way to one. */
  value: number | string;
  onChange: (value: number | string) => void;
}

/**
 * A number as a text field. Mantine's own field needs a library of 6 kB for separators and steps, which
 * settings of connectors do not have.
 */
export function NumberSetting({ value, onChange, ...field }: Props) {
  // “1.0” is 1, and stays on screen as it was typed: it may become 1.05.
  const [typed, setTyped] = useState(String(value));
  return (
    <TextInput
      {...field}
      inputMode="decimal"
      autoComplete="off"
      value={numberOf(typed) === value ? typed : String(value)}
      onChange={({ currentTarget }) => {
        const text = currentTarget.value.trim();
        if (BEGUN.test(text)) {
          setTyped(text);
          onChange(numberOf(text));
        }
      }}
    />
  );
}

/** The number of a text. A text that is none yet, or that a number cannot hold exactly, stays a text. */
function numberOf(text: string): number | string {
  const number = Number(text);
  return NUMBER.test(text) && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : text;
}
