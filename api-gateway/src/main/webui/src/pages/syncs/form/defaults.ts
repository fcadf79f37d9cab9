import type { Audience, Manifest, Model, ObjectType, Sync } from '@/api/generated/model';
import { type Draft, draftOf } from '@/components/connectors/settings';
import { modesFor, usualMode } from '@/features/syncs/modes';
import {
  beside,
  type FromKind,
  recordsOf,
  settingsFor,
  takenFields,
  usualObject,
} from './manifest';
import { suggested, suggestedMapping } from './suggest';
import { type DraftField, NOTHING, type SyncDraft, takesAnything } from './syncDraft';
import { type AvailableNames, valuesOf } from './values';

/** What a form may choose from. */
export interface Around {
  manifest: Manifest;
  /** The other syncs of the destination. */
  syncs: readonly Sync[];
  traits: readonly string[];
  audiences: readonly Audience[];
  models: readonly Model[];
}

export function knownTo(
  draft: SyncDraft,
  { traits, audiences, models }: Omit<Around, 'manifest'>,
): AvailableNames {
  const model = models.find(({ id }) => id === draft.model);
  return { traits, audiences, columns: model?.columns.map(({ name }) => name) ?? [] };
}

/** The form after it was said where to or what flows: with what most want from there on. */
export function begun(draft: SyncDraft, around: Around): SyncDraft {
  if (draft.kind === null) {
    return draft;
  }
  const object = usualObject(around.manifest, draft.kind, around.syncs);
  return object
    ? withObject({ ...draft, mode: usualMode(object, draft.kind) }, object, draft.kind, around)
    : { ...draft, object: null, mapping: [] };
}

/** The form after it was said what it becomes there. */
export function withObject(
  draft: SyncDraft,
  object: ObjectType,
  kind: FromKind,
  around: Around,
): SyncDraft {
  const { manifest } = around;
  const values = valuesOf(kind, knownTo(draft, around));
  const match = usualMatch(draft, recordsOf(manifest, object), kind, around);
  const taken = takenFields(beside(manifest, object, around.syncs));
  return {
    ...draft,
    object: object.name,
    mode: modesFor(object, kind).includes(draft.mode) ? draft.mode : usualMode(object, kind),
    match,
    furtherMatches: [],
    everything: object.kind !== 'membership' && takesAnything(manifest, object),
    mapping: suggestedMapping(object, values, new Set([...taken, match.field])),
    settings: usualSettings(draft, manifest, object, kind, around.audiences),
  };
}

function usualMatch(
  draft: SyncDraft,
  records: ObjectType,
  kind: FromKind,
  around: Around,
): DraftField {
  if (records.kind === 'event') {
    return NOTHING.match;
  }
  const key = around.models.find(({ id }) => id === draft.model)?.primaryKey[0];
  if (kind === 'model' && key !== undefined && records.otherFields !== null) {
    return { field: key, from: { kind: 'column', name: key } };
  }
  const values = valuesOf(kind, knownTo(draft, around));
  const fields = records.matchFields.length > 0 ? records.matchFields : named(records);
  const found = fields
    .map((name) => ({
      field: name,
      from:
        suggested(
          { name, label: name, suggested: fieldNamed(records, name)?.suggested ?? null },
          values,
        ) ?? null,
    }))
    .find(({ from }) => from !== null);
  return found ?? { field: records.matchFields[0] ?? '', from: null };
}

/** The form with other further match fields. Each of them has a value, as that is what finds a record. */
export function withFurtherMatches(
  draft: SyncDraft,
  furtherMatches: string[],
  object: ObjectType,
  kind: FromKind,
  known: AvailableNames,
): SyncDraft {
  const mapped = new Set(draft.mapping.map(({ field }) => field));
  const values = valuesOf(kind, known);
  const added = furtherMatches
    .filter((field) => !mapped.has(field))
    .map((field) => ({
      field,
      from: suggested(fieldNamed(object, field) ?? { name: field, label: field }, values) ?? null,
    }));
  return { ...draft, furtherMatches, mapping: [...draft.mapping, ...added] };
}

function fieldNamed({ fields }: ObjectType, sought: string) {
  return fields.find(({ name }) => name === sought);
}

/** The fields that could name a record where the destination does not say which. */
function named({ fields }: ObjectType): string[] {
  return fields.length > 0 ? fields.map(({ name }) => name) : ['email'];
}

/** A list that an audience becomes is called as the audience is. */
function usualSettings(
  draft: SyncDraft,
  manifest: Manifest,
  object: ObjectType,
  kind: FromKind,
  audiences: readonly Audience[],
): Draft {
  const declared = settingsFor(manifest, object, kind);
  const name = audiences.find(({ id }) => id === draft.audience)?.name;
  const lists = manifest.objects.filter((each) => each.kind === 'membership');
  const ofList = lists.flatMap(({ settings }) => settings);
  return {
    ...draftOf(declared),
    ...Object.fromEntries(
      declared
        .filter((each) => name !== undefined && each.required && ofList.includes(each))
        .map((each) => [each.name, name ?? '']),
    ),
  };
}
