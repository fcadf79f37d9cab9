import { useState } from 'react';
import type { JsonValue } from '@/api/generated/model';
import { begunWith, textOf, typedOn } from '@/features/syncs/steps/json';

/** A value that is edited as a text and keeps its type, and its text as long as nothing else changes it. */
export function useTyped(value: JsonValue, onChange: (value: JsonValue) => void) {
  const [stored, setTyped] = useState(() => begunWith(value));
  const typed = textOf(stored.value) === textOf(value) ? stored : begunWith(value);
  return {
    text: typed.text,
    onText: (text: string) => {
      const next = typedOn(typed, text);
      setTyped(next);
      onChange(next.value);
    },
  };
}
