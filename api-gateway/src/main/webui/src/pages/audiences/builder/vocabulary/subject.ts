import type { Call } from '../rule/model';
import type { DataType } from '../rule/operators';
import type { TemplateId } from '../templates/templateId';

/** Something that a condition can be about, or a rule to begin with. */
export type Subject =
  | { kind: 'trait'; trait: string; types: readonly DataType[]; seen: Seen }
  | { kind: 'event'; call: Call; event: string | null; seen: Seen }
  | { kind: 'audience'; id: string; name: string; size: number }
  | { kind: 'template'; template: TemplateId };

export interface Seen {
  people: number | null;
  last: string | null;
}
