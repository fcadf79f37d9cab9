import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { PostgreSQL, sql } from '@codemirror/lang-sql';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { Compartment, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { getNonce } from 'get-nonce';
import type { WarehouseTable } from '@/api/generated/model';
import { namespaceOf } from './completion';
import { faultMark } from './faultMark';
import { typeOver } from './typeOver';

/** What changes while the editor is open. */
export const language = new Compartment();
export const attributes = new Compartment();

/** DuckDB reads the SQL of PostgreSQL, so both have its keywords. */
export function languageOf(tables: readonly WarehouseTable[]): Extension {
  return sql({ dialect: PostgreSQL, schema: namespaceOf(tables) });
}

/** What screen readers read of the field. */
export function attributesOf(read: Record<string, string>): Extension {
  return EditorView.contentAttributes.of(read);
}

/** The editor without its language and its attributes. The colours are in `editor.module.css`. */
export const setup: Extension = [
  // The policy for contents admits styles with the nonce only.
  EditorView.cspNonce.of(getNonce() ?? ''),
  lineNumbers(),
  history(),
  bracketMatching(),
  closeBrackets(),
  autocompletion({ icons: false }),
  syntaxHighlighting(classHighlighter),
  faultMark,
  typeOver,
  keymap.of([
    { key: 'Tab', run: acceptCompletion },
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...historyKeymap,
    ...defaultKeymap,
    // Escape, then Tab, leaves the editor: the view ignores the key of indentation then.
    indentWithTab,
  ]),
];
