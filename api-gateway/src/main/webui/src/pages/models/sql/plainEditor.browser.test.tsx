import { MantineProvider } from '@mantine/core';
import { useRef, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { EditorHandle } from './editorProps';
import type { OpenedCodeEditor } from './OpenedCodeEditor';
import { PlainEditor } from './PlainEditor';
import type { QueryFault } from './queryFault';
import { useCodeEditor } from './useCodeEditor';

type Load = () => Promise<typeof OpenedCodeEditor>;

const query = page.getByRole('textbox', { name: 'SQL' });
const insert = page.getByRole('button', { name: 'Insert' });
const fault: QueryFault = {
  code: 'query-failed',
  message: 'No such column',
  line: 2,
  column: 3,
  range: { from: 9, to: 12 },
};

let root: Root | null = null;

function Field({ load, wrong }: { load: Load; wrong: QueryFault | null }) {
  const area = useRef<HTMLDivElement>(null);
  const handle = useRef<EditorHandle>(null);
  const [value, setValue] = useState('select\n  nam from ');
  const loaded = useCodeEditor(area, load);
  const props = {
    id: 'query',
    labelId: 'label',
    describedBy: 'label',
    value,
    onChange: setValue,
    fault: wrong,
    tables: [],
    handle,
  };
  return (
    <div ref={area}>
      <span id="label">SQL</span>
      {loaded ? <loaded.Editor {...props} caret={loaded.caret} /> : <PlainEditor {...props} />}
      <button type="button" onClick={() => handle.current?.insert('customers')}>
        Insert
      </button>
    </div>
  );
}

function show(load: Load, wrong: QueryFault | null = null): void {
  root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(
    <MantineProvider>
      <Field load={load} wrong={wrong} />
    </MantineProvider>,
  );
}

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

test('without the editor, the plain field takes what is typed and what is inserted', async () => {
  show(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')));
  await query.fill('select * from ');
  await insert.click();
  await expect.element(query).toHaveValue('select * from customers');
  await expect.element(query).toHaveFocus();
});

test('the plain field marks the line of a fault', async () => {
  show(() => new Promise(() => {}), fault);
  await expect.element(query).toHaveAttribute('aria-invalid', 'true');
  expect(document.querySelector('[data-wrong="true"]')?.textContent).toBe('2');
});

test('the editor takes over the text and the caret of the plain field', async () => {
  let answer: (editor: typeof OpenedCodeEditor) => void = () => undefined;
  const loading = new Promise<typeof OpenedCodeEditor>((resolve) => {
    answer = resolve;
  });
  show(() => loading);
  await query.fill('select 1');
  await userEvent.keyboard('{End}');
  answer(({ value, caret }) => <p>{`${value}, caret at ${caret}`}</p>);
  await expect.element(page.getByText('select 1, caret at 8')).toBeVisible();
});
