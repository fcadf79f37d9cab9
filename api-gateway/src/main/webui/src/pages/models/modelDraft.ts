import type { RowsFrom } from '@/api/dataQueries';
import type { Mapping, Model, ModelPatch, ModelRequest } from '@/api/generated/model';
import { keyFromName } from '@/components/form/keyFromName';
import { PERSON } from '@/features/models/entity';
import { BY_HAND, type ScheduleDraft, scheduleOf } from '@/features/models/schedule';

/** A model as it stands in the form. */
export interface ModelDraft {
  name: string;
  warehouse: string;
  from: 'table' | 'query';
  table: string;
  query: string;
  primaryKey: string[];
  /** What a row is: a person, or something else under the name `entity`. */
  person: boolean;
  entity: string;
  mapping: Mapping;
  schedule: ScheduleDraft;
}

export const NO_MAPPING: Mapping = {
  identifiers: {},
  traits: {},
  consent: {},
  subscriptions: {},
  observedAt: null,
};

export function emptyModel(warehouse: string): ModelDraft {
  return {
    name: '',
    warehouse,
    from: 'table',
    table: '',
    query: '',
    primaryKey: [],
    person: true,
    entity: '',
    mapping: NO_MAPPING,
    schedule: BY_HAND,
  };
}

/** Where the rows come from; null while nothing is chosen. */
export function rowsFrom(draft: ModelDraft): RowsFrom | null {
  const query = cleaned(draft.query);
  if (draft.warehouse === '' || (draft.from === 'table' ? draft.table : query) === '') {
    return null;
  }
  return draft.from === 'table'
    ? { warehouse: draft.warehouse, table: draft.table, query: null }
    : { warehouse: draft.warehouse, table: null, query };
}

export function rowsOf({ warehouse, table, query }: Model): RowsFrom {
  return query === null
    ? { warehouse, table: table ?? '', query }
    : { warehouse, table: null, query };
}

/** A query without the semicolon that people end it with: it becomes part of a larger one. */
export function cleaned(query: string): string {
  return query.replace(/[\s;]+$/, '').trimStart();
}

/**
 * @throws Error if no rows are chosen
 */
export function modelRequest(draft: ModelDraft): ModelRequest {
  const from = rowsFrom(draft);
  if (from === null) {
    throw new Error('The model is not complete');
  }
  return {
    ...from,
    name: draft.name.trim(),
    key: keyFromName(draft.name),
    entity: draft.person ? PERSON : draft.entity.trim(),
    primaryKey: draft.primaryKey,
    mapping: draft.person ? draft.mapping : null,
    schedule: scheduleOf(draft.schedule),
  };
}

/** A name that the table suggests: crm_customers becomes Crm customers. */
export function nameFromTable(table: string): string {
  const words = table.replace(/[_.-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * A merge patch that makes one mapping of another: what is gone is null, or it would stay.
 */
export function mappingPatch(before: Mapping, after: Mapping): ModelPatch['mapping'] {
  const part = (name: 'identifiers' | 'traits' | 'consent' | 'subscriptions') => ({
    ...Object.fromEntries(Object.keys(before[name]).map((column) => [column, null])),
    ...after[name],
  });
  return {
    identifiers: part('identifiers'),
    traits: part('traits'),
    consent: part('consent'),
    subscriptions: part('subscriptions'),
    observedAt: after.observedAt,
  };
}
