import { useMemo, useState } from 'react';
import type { Drag, DropPlace } from './builder';
import type { Edit } from './rule/edit';
import type { NodeId } from './rule/model';
import { moveTo } from './rule/move';

/** Dragging a condition within the rule; it lands where the line was shown last. */
export function useDrag(edit: (by: Edit) => void): Drag {
  const [dragged, setDragged] = useState<NodeId | null>(null);
  const [over, setOver] = useState<DropPlace | null>(null);
  return useMemo(() => {
    const end = () => {
      setDragged(null);
      setOver(null);
    };
    return {
      dragged,
      over,
      start: setDragged,
      move: (next) => {
        if (next.group !== over?.group || next.index !== over.index) {
          setOver(next);
        }
      },
      drop: () => {
        if (dragged !== null && over !== null) {
          edit(moveTo(dragged, over.group, over.index));
        }
        end();
      },
      end,
    };
  }, [dragged, over, edit]);
}
