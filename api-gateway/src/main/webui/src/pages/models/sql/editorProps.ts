import type { RefObject } from 'react';
import type { WarehouseTable } from '@/api/generated/model';
import type { QueryFault } from './queryFault';

/** What the field asks of its editor. */
export interface EditorHandle {
  /** Puts a text in place of the selection, and the caret after it. */
  insert: (text: string) => void;
  focus: () => void;
}

export interface EditorProps {
  id: string;
  /** The ids of the label, and of the texts that describe the field. */
  labelId: string;
  describedBy: string;
  value: string;
  onChange: (value: string) => void;
  fault: QueryFault | null;
  /** For completion; empty while they are unknown. */
  tables: readonly WarehouseTable[];
  handle: RefObject<EditorHandle | null>;
}
