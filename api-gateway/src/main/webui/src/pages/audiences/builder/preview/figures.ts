import type { AudiencePreview } from '@/api/generated/model';
import type { GroupNode, NodeId } from '../rule/model';

/** What one condition does to the count. */
export interface Figure {
  /** People for whom it holds by itself. */
  matching: number;
  /** In "all" and "none" the people left after it, in "any" those it adds. */
  shown: number;
  /** How much of its group's largest figure that is. */
  share: number;
}

export type Figures = ReadonlyMap<NodeId, Figure>;

/** The figures of a preview by condition; what was not finished has none. */
export function figuresOf(
  root: GroupNode,
  places: ReadonlyMap<string, NodeId>,
  preview: Pick<AudiencePreview, 'conditions'>,
): Figures {
  const counted = new Map<NodeId, { matching: number; running: number }>();
  for (const { pointer, matching, running } of preview.conditions) {
    const id = places.get(pointer);
    if (id !== undefined && matching != null && running != null) {
      counted.set(id, { matching, running });
    }
  }
  const figures = new Map<NodeId, Figure>();
  const rootCounts = counted.get(root.id);
  if (rootCounts !== undefined) {
    figures.set(root.id, { matching: rootCounts.matching, shown: rootCounts.running, share: 1 });
  }
  addGroup(root, counted, figures);
  return figures;
}

function addGroup(
  group: GroupNode,
  counted: ReadonlyMap<NodeId, { matching: number; running: number }>,
  figures: Map<NodeId, Figure>,
): void {
  const largest = Math.max(1, ...group.nodes.map(({ id }) => counted.get(id)?.running ?? 0));
  let reached = 0;
  for (const node of group.nodes) {
    const counts = counted.get(node.id);
    if (counts !== undefined) {
      const shown = group.match === 'any' ? counts.running - reached : counts.running;
      reached = counts.running;
      figures.set(node.id, { matching: counts.matching, shown, share: shown / largest });
    }
    if (node.kind === 'group') {
      addGroup(node, counted, figures);
    }
  }
}
