import { EditorState } from '@codemirror/state';
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
              changed.current(state.doc.toString());
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
    if (view && view.state.doc.toString() !== value) {
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: value },
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
