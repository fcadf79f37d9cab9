import { EditorState, Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import classes from './editor.module.css';
import type { EditorProps } from './editorProps';
import { attributes, attributesOf, language, languageOf, setup } from './editorSetup';
import { markFault } from './faultMark';

interface Props extends EditorProps {
  /** Where the caret was in the plain field, if it had the focus. */
  caret: number | null;
}

/** A query with colours, completion and a mark at a fault. */
export function OpenedCodeEditor({
  id,
  labelId,
  describedBy,
  value,
  onChange,
  fault,
  tables,
  handle,
  caret,
}: Props) {
  const host = useRef<HTMLDivElement>(null);
  const changed = useRef(onChange);
  changed.current = onChange;
  /** Texts that were given to the form and have not come back as its value, oldest first. */
  const emitted = useRef<string[]>([]);
  const [first] = useState({ value, caret });
  const [view, setView] = useState<EditorView | null>(null);

  useEffect(() => {
    const created = new EditorView({
      ...(host.current && { parent: host.current }),
      state: EditorState.create({
        doc: first.value,
        selection: { anchor: Math.min(first.caret ?? Infinity, first.value.length) },
        extensions: [
          setup,
          language.of([]),
          attributes.of([]),
          EditorView.updateListener.of(({ docChanged, state, transactions }) => {
            if (docChanged && !transactions.some((each) => each.isUserEvent('outside'))) {
              const text = state.doc.toString();
              emitted.current.push(text);
              changed.current(text);
            }
          }),
        ],
      }),
    });
    if (first.caret !== null) {
      created.focus();
    }
    setView(created);
    return () => created.destroy();
  }, [first]);

  useEffect(() => {
    const returned = emitted.current.lastIndexOf(value);
    if (returned >= 0) {
      // With fast typing the document is already further than this value.
      emitted.current = emitted.current.slice(returned + 1);
    } else if (view && view.state.doc.toString() !== value) {
      emitted.current = [];
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: value },
        annotations: Transaction.addToHistory.of(false),
        userEvent: 'outside',
      });
    }
  }, [view, value]);

  const completed = useMemo(() => languageOf(tables), [tables]);
  useEffect(() => {
    view?.dispatch({ effects: language.reconfigure(completed) });
  }, [view, completed]);

  const invalid = fault !== null;
  useEffect(() => {
    view?.dispatch({
      effects: attributes.reconfigure(
        attributesOf({
          id,
          'aria-labelledby': labelId,
          'aria-describedby': describedBy,
          'aria-invalid': String(invalid),
          autocapitalize: 'off',
          // Assistive technology sees that the region that scrolls can take the focus.
          tabindex: '0',
        }),
      ),
    });
  }, [view, id, labelId, describedBy, invalid]);

  const from = fault?.range?.from ?? null;
  const to = fault?.range?.to ?? null;
  useEffect(() => {
    const range = from === null || to === null ? null : { from, to };
    view?.dispatch({
      effects: [
        markFault.of(range),
        ...(range && range.to <= view.state.doc.length
          ? [EditorView.scrollIntoView(range.from)]
          : []),
      ],
    });
  }, [view, from, to]);

  useImperativeHandle(
    handle,
    () => ({
      focus: () => view?.focus(),
      insert: (text) => {
        view?.dispatch(view.state.replaceSelection(text), { userEvent: 'input' });
        view?.focus();
      },
    }),
    [view],
  );
  return <div ref={host} className={classes.code} data-error={invalid} />;
}
