import { type RefObject, useEffect, useState } from 'react';
import type { OpenedCodeEditor } from './OpenedCodeEditor';

type CodeEditor = typeof OpenedCodeEditor;

interface Loaded {
  Editor: CodeEditor;
  /** Where the caret was in the plain field, if it had the focus. */
  caret: number | null;
}

const loadEditor = async (): Promise<CodeEditor> =>
  (await import('./OpenedCodeEditor')).OpenedCodeEditor;

/**
 * The editor once it is loaded, which takes over the caret of the plain field. Null until then, and if it
 * cannot be loaded: the plain field does everything that a query needs.
 */
export function useCodeEditor(
  plain: RefObject<HTMLElement | null>,
  load: () => Promise<CodeEditor> = loadEditor,
): Loaded | null {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    let left = false;
    load().then(
      (Editor) => {
        if (!left) {
          const field = plain.current?.querySelector('textarea');
          const caret = field && field === document.activeElement ? field.selectionStart : null;
          setLoaded({ Editor, caret });
        }
      },
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [plain, load]);
  return loaded;
}
