import { type Extension, RangeSet, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  GutterMarker,
  gutterLineClass,
} from '@codemirror/view';
import type { QueryFault } from './queryFault';

/** Marks a fault in the text; null removes the mark. */
export const markFault = StateEffect.define<QueryFault['range']>();

const LINE = Decoration.line({ class: 'sql-wrong-line' });
const PART = Decoration.mark({ class: 'sql-wrong' });

class WrongNumber extends GutterMarker {
  override elementClass = 'sql-wrong-number';
}

const NUMBER = new WrongNumber();

/** The mark of a fault. It goes with the first change of the text, because the fault may be gone. */
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { docChanged, effects, state }) {
    let shown = docChanged ? Decoration.none : before;
    for (const effect of effects) {
      if (effect.is(markFault)) {
        const range = effect.value;
        if (range === null || range.to > state.doc.length) {
          shown = Decoration.none;
        } else {
          const line = LINE.range(state.doc.lineAt(range.from).from);
          shown = Decoration.set(
            range.from === range.to ? [line] : [line, PART.range(range.from, range.to)],
            true,
          );
        }
      }
    }
    return shown;
  },
  provide: (field) => [
    EditorView.decorations.from(field),
    gutterLineClass.compute([field], (state) => {
      const first = state.field(field).iter();
      return first.value
        ? RangeSet.of([NUMBER.range(state.doc.lineAt(first.from).from)])
        : RangeSet.empty;
    }),
  ],
});

export const faultMark: Extension = marks;
