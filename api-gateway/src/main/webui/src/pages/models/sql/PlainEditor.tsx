import { useImperativeHandle, useRef } from 'react';
import { flushSync } from 'react-dom';
import classes from './editor.module.css';
import type { EditorProps } from './editorProps';

const LEAST_LINES = 6;
const MOST_LINES = 24;

/** A query in a plain field, with numbered lines: until the editor is loaded, and if it cannot be loaded. */
export function PlainEditor({
  id,
  labelId,
  describedBy,
  value,
  onChange,
  fault,
  handle,
}: EditorProps) {
  const numbers = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const lines = value.split('\n').length;
  useImperativeHandle(handle, () => ({
    focus: () => field.current?.focus(),
    insert: (text) => {
      const element = field.current;
      if (element) {
        const { selectionStart: from, selectionEnd: to } = element;
        flushSync(() => onChange(value.slice(0, from) + text + value.slice(to)));
        element.focus();
        element.setSelectionRange(from + text.length, from + text.length);
      }
    },
  }));
  return (
    <div className={classes.editor} data-error={fault !== null}>
      <div ref={numbers} className={classes.numbers} aria-hidden>
        {Array.from({ length: lines }, (_, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its number
          <div key={line} data-wrong={fault?.line === line + 1}>
            {line + 1}
          </div>
        ))}
      </div>
      <textarea
        ref={field}
        id={id}
        className={classes.text}
        rows={Math.min(MOST_LINES, Math.max(LEAST_LINES, lines + 1))}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        wrap="off"
        aria-labelledby={labelId}
        aria-describedby={describedBy}
        aria-invalid={fault !== null}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        onScroll={({ currentTarget }) => {
          if (numbers.current) {
            numbers.current.scrollTop = currentTarget.scrollTop;
          }
        }}
      />
    </div>
  );
}
