import { useCallback, useEffect, useRef } from 'react';
import type { NodeId } from './rule/model';

/** Takes the focus to a control of a condition as soon as it is drawn, else to where it is taken hold of. */
export function useFocusOn(): (node: NodeId, control: string) => void {
  const wanted = useRef<{ node: NodeId; control: string } | null>(null);
  useEffect(() => {
    if (wanted.current === null) {
      return;
    }
    const { node, control } = wanted.current;
    const element = document.querySelector(`[data-node="${CSS.escape(node)}"]`);
    const target =
      element?.querySelector<HTMLElement>(`[data-control="${CSS.escape(control)}"]`) ??
      element?.querySelector<HTMLElement>('[data-control]');
    if (target) {
      wanted.current = null;
      target.focus();
    }
  });
  return useCallback((node, control) => {
    wanted.current = { node, control };
  }, []);
}
