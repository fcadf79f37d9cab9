import { type DragEvent, useState } from 'react';

/** Dragging one of several lines; it lands where the mark was shown last. */
export function useReorder(onMove: (from: number, to: number) => void) {
  const [dragged, setDragged] = useState<number | null>(null);
  /** The line's place in front of which it would land. */
  const [over, setOver] = useState<number | null>(null);
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  return {
    dragged,
    over,
    start: (index: number) => (event: DragEvent<HTMLElement>) => {
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', String(index));
      const line = event.currentTarget.closest('li');
      if (line) {
        event.dataTransfer.setDragImage(line, 12, 12);
      }
      setDragged(index);
    },
    above: (index: number) => (event: DragEvent<HTMLElement>) => {
      if (dragged !== null) {
        const { top, height } = event.currentTarget.getBoundingClientRect();
        event.preventDefault();
        setOver(event.clientY > top + height / 2 ? index + 1 : index);
      }
    },
    drop: (event: DragEvent<HTMLElement>) => {
      event.preventDefault();
      if (dragged !== null && over !== null) {
        onMove(dragged, over > dragged ? over - 1 : over);
      }
      end();
    },
    end,
  };
}
