import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/**
 * Text that is typed over a selection replaces it here. If the browser replaced it, it would copy
 * the colours of the selected words into `style` attributes, which the policy for contents refuses.
 */
export const typeOver: Extension = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const text = event.data;
    if (event.inputType !== 'insertText' || text === null || view.state.readOnly) {
      return false;
    }
    const { from, to } = selected(view);
    if (from === to) {
      return false;
    }
    const replaced = () =>
      view.state.update({
        changes: { from, to, insert: text },
        selection: { anchor: from + text.length },
        userEvent: 'input.type',
        scrollIntoView: true,
      });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, text, replaced))) {
      view.dispatch(replaced());
    }
    return true;
  },
});

/** The view learns of a selection after the browser has made it, so the browser is asked. */
function selected(view: EditorView): { from: number; to: number } {
  const selection = document.getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
  return range && view.contentDOM.contains(range.commonAncestorContainer)
    ? {
        from: view.posAtDOM(range.startContainer, range.startOffset),
        to: view.posAtDOM(range.endContainer, range.endOffset),
      }
    : view.state.selection.main;
}
