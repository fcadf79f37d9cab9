import { Input } from '@mantine/core';
import { useId, useRef } from 'react';
import classes from './SqlEditor.module.css';

interface Props {
  label: string;
  description: string;
  value: string;
  onChange: (value: string) => void;
  error: boolean;
}

const LEAST_LINES = 6;

/** A query, with the lines numbered as the warehouse counts them in what it says. */
export function SqlEditor({ label, description, value, onChange, error }: Props) {
  const id = useId();
  const numbers = useRef<HTMLDivElement>(null);
  const lines = value.split('\n').length;
  return (
    <Input.Wrapper label={label} description={description} id={id} labelProps={{ htmlFor: id }}>
      <div className={classes.editor} data-error={error}>
        <div ref={numbers} className={classes.numbers} aria-hidden>
          {Array.from({ length: lines }, (_, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its number
            <div key={line}>{line + 1}</div>
          ))}
        </div>
        <textarea
          id={id}
          className={classes.text}
          rows={Math.min(24, Math.max(LEAST_LINES, lines + 1))}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          wrap="off"
          aria-invalid={error}
          value={value}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
          onScroll={({ currentTarget }) => {
            if (numbers.current) {
              numbers.current.scrollTop = currentTarget.scrollTop;
            }
          }}
        />
      </div>
    </Input.Wrapper>
  );
}
