import { createContext, use } from 'react';
import type { Figures } from './preview/figures';
import type { Edit } from './rule/edit';
import type { GroupNode, Match, NodeId, RuleNode } from './rule/model';
import type { Subject } from './vocabulary/subject';

/** What every condition of the builder works with. */
export interface Builder {
  root: GroupNode;
  edit: (by: Edit, field?: string | null) => void;
  /** Takes the focus to a control of a condition once it is drawn. */
  focusOn: (node: NodeId, control: string) => void;
  remove: (node: RuleNode, within: GroupNode) => void;
  subjects: readonly Subject[];
  /** The subjects are being read for the first time, and more of them can come. */
  subjectsLoading: boolean;
  figures: Figures;
  counting: boolean;
  /** Conditions that are not counted because something is missing. */
  open: ReadonlySet<NodeId>;
  /** What the API said of a condition. */
  notes: ReadonlyMap<NodeId, string[]>;
  drag: Drag;
}

/** A condition on its way to another place. */
export interface Drag {
  dragged: NodeId | null;
  over: DropPlace | null;
  start: (node: NodeId) => void;
  move: (over: DropPlace) => void;
  drop: () => void;
  end: () => void;
}

export interface DropPlace {
  group: NodeId;
  index: number;
}

export const BuilderContext = createContext<Builder | null>(null);

export function useBuilder(): Builder {
  const builder = use(BuilderContext);
  if (builder === null) {
    throw new Error('A condition stands outside of the builder');
  }
  return builder;
}

/** Where the conditions of a group say what they have to do with one another. */
export function countKind(match: Match): 'adds' | 'left' {
  return match === 'any' ? 'adds' : 'left';
}
