import type { Call } from '../rule/model';
import type { DataType } from '../rule/operators';
import type { TemplateId } from '../templates/templateId';

/** Something that a condition can be about, or a rule to begin with. */
export type Subject =
  | {
      kind: 'trait';
      trait: string;
      types: readonly DataType[];
      seen: Seen;
      synonyms?: readonly string[];
    }
  | {
      kind: 'event';
      call: Call;
      event: string | null;
      seen: Seen;
      synonyms?: readonly string[];
    }
  | PropertySubject
  | ValueSubject
  | PropertyValueSubject
  | TopSubject
  | ConsentSubject
  | AudienceSubject
  | { kind: 'template'; template: TemplateId; unseen: readonly Call[] };

/** An event with a condition on one of its properties. */
export interface PropertySubject {
  kind: 'property';
  call: Call;
  event: string | null;
  /** A name or a dotted path. */
  property: string;
  types: readonly DataType[];
  events: number;
  /** Whether the number is rounded for this user, who may not see it. */
  approximate?: boolean;
}

/** People who have this value of a trait. */
export interface ValueSubject {
  kind: 'value';
  trait: string;
  type: 'text' | 'list';
  value: string;
  /** The name of the country of which the value is the code. */
  country: string | null;
  people: number;
}

/** An event with this value of a property. */
export interface PropertyValueSubject {
  kind: 'propertyValue';
  call: Call;
  event: string | null;
  /** A name or a dotted path. */
  property: string;
  type: 'text' | 'list';
  value: string;
  events: number;
}

/** The answer of people about a purpose. */
export interface ConsentSubject {
  kind: 'consent';
  purpose: string;
  synonyms: readonly string[];
}

export interface AudienceSubject {
  kind: 'audience';
  id: string;
  name: string;
  /** Null if it is not known. */
  size: number | null;
  /** Whether the size is rounded for this user, who may not see it. */
  approximate?: boolean;
}

/** People whose number is among the largest or the smallest. */
export interface TopSubject extends Share {
  kind: 'top';
  trait: string;
}

/** A share of the people who have a number. */
export interface Share {
  end: 'top' | 'bottom';
  /** Of hundred. */
  percent: number;
}

export interface Seen {
  people: number | null;
  /** Whether the number is rounded for this user, who may not see it. */
  approximate?: boolean;
  last: string | null;
}
