import type {
  Field,
  FieldMapping,
  Manifest,
  ObjectType,
  Sync,
  SyncRequest,
  ValueSource,
} from '@/api/generated/model';
import {
  type Draft,
  draftOf,
  missing,
  patchOf,
  settingsOf,
} from '@/components/connectors/settings';
import { keyFromName } from '@/components/form/keyFromName';
import { modesFor } from '@/features/syncs/modes';
import { isComplete } from '@/features/syncs/steps/transforms';
import { type FromKind, recordsOf, settingsFor } from './manifest';

/** One field on its way to be filled. */
export interface DraftField {
  field: string;
  from: ValueSource | null;
  /** What happens with the value; null or undefined sends it as it is. */
  transform?: FieldMapping['transform'];
  setOnce?: FieldMapping['setOnce'];
}

/** A sync while a user sets it up. */
export interface SyncDraft {
  destination: string | null;
  kind: FromKind | null;
  audience: string | null;
  model: string | null;
  /** Whose consent counts for a row; empty texts where nobody's does. */
  person: { column: string; identifier: string };
  names: string[];
  object: string | null;
  mode: Sync['mode'];
  match: DraftField;
  /** The fields that find a record if the match field does not, in this order. */
  furtherMatches: string[];
  /** Everything that there is goes on, where the destination takes any field. */
  everything: boolean;
  mapping: DraftField[];
  settings: Draft;
  name: string;
  ownKey: string | null;
}

export const NOTHING: SyncDraft = {
  destination: null,
  kind: null,
  audience: null,
  model: null,
  person: { column: '', identifier: 'email' },
  names: [],
  object: null,
  mode: 'upsert',
  match: { field: '', from: null },
  furtherMatches: [],
  everything: false,
  mapping: [],
  settings: {},
  name: '',
  ownKey: null,
};

export function keyOf({ ownKey, name }: SyncDraft): string {
  return ownKey ?? keyFromName(name);
}

/** The form of a sync that is there. */
export function draftOfSync(sync: Sync, manifest: Manifest): SyncDraft {
  const kind = sync.from.kind;
  const object = manifest.objects.find(({ name }) => name === sync.object);
  return {
    destination: sync.destination,
    kind,
    audience: sync.from.kind === 'audience' ? sync.from.audience : null,
    model: sync.from.kind === 'model' ? sync.from.model : null,
    person: NOTHING.person,
    names: sync.from.kind === 'events' ? sync.from.names : [],
    object: sync.object,
    mode: sync.mode,
    match: sync.match ?? NOTHING.match,
    // An instance of the version before does not know them.
    furtherMatches: sync.furtherMatches ?? [],
    everything:
      sync.mapping.length === 0 && object?.kind !== 'membership' && takesAnything(manifest, object),
    mapping: sync.mapping,
    settings: object ? draftOf(settingsFor(manifest, object, kind), sync.settings) : {},
    name: sync.name,
    ownKey: sync.key,
  };
}

/** Whether the object takes fields of any name. */
export function takesAnything(manifest: Manifest, object: ObjectType | undefined): boolean {
  return object !== undefined && recordsOf(manifest, object).otherFields !== null;
}

/** Whether a mapping says what is sent: a list has no fields, and a sync that deletes sends none. */
export function takesFields({ kind }: ObjectType, mode: SyncDraft['mode']): boolean {
  return kind !== 'membership' && mode !== 'delete';
}

/** What is still to be chosen or typed, by the part of the form where it stands. */
export type Gap =
  | 'destination'
  | 'from'
  | 'object'
  | 'mode'
  | 'match'
  | 'mapping'
  | 'steps'
  | 'settings'
  | 'name'
  | 'key';

export function gaps(draft: SyncDraft, manifest: Manifest | undefined): Gap[] {
  const object = manifest?.objects.find(({ name }) => name === draft.object);
  return [
    ...(draft.destination === null ? (['destination'] as const) : []),
    ...(isFromComplete(draft) ? [] : (['from'] as const)),
    ...(object === undefined ? (['object'] as const) : []),
    ...(manifest && object && draft.kind ? gapsOfObject(draft, manifest, object, draft.kind) : []),
    ...(draft.name.trim() === '' ? (['name'] as const) : []),
    ...(keyOf(draft) === '' ? (['key'] as const) : []),
  ];
}

function gapsOfObject(
  draft: SyncDraft,
  manifest: Manifest,
  object: ObjectType,
  kind: FromKind,
): Gap[] {
  const settings = settingsFor(manifest, object, kind);
  const matched = object.kind === 'event' || (draft.match.field !== '' && draft.match.from);
  const mapped =
    !takesFields(object, draft.mode) ||
    draft.everything ||
    isMatchValueOnly(object) ||
    mappingOf(draft).length > 0;
  const stepped =
    !takesFields(object, draft.mode) ||
    draft.everything ||
    mappingOf(draft).every(({ transform }) => (transform ?? []).every(isComplete));
  return [
    ...(modesFor(object, kind).includes(draft.mode) ? [] : (['mode'] as const)),
    ...(matched ? [] : (['match'] as const)),
    ...(mapped ? [] : (['mapping'] as const)),
    ...(stepped ? [] : (['steps'] as const)),
    ...(missing(settings, draft.settings).length > 0 ? (['settings'] as const) : []),
  ];
}

/** Whether a record is only its match value, such as a hashed address. */
function isMatchValueOnly({ fields, matchFields, otherFields }: ObjectType): boolean {
  return (
    otherFields === null &&
    fields.length > 0 &&
    fields.every(({ name }) => matchFields.includes(name))
  );
}

function isFromComplete({ kind, audience, model }: SyncDraft): boolean {
  return (
    kind === 'profiles' ||
    kind === 'events' ||
    (kind === 'audience' && audience !== null) ||
    (kind === 'model' && model !== null)
  );
}

/** The fields that have a value; a row without one is not finished yet. */
export function mappingOf({ mapping }: Pick<SyncDraft, 'mapping'>): FieldMapping[] {
  return mapping.flatMap(({ field, from, transform, setOnce }) =>
    field !== '' && from
      ? [{ field, from, ...(transform ? { transform } : {}), ...(setOnce ? { setOnce } : {}) }]
      : [],
  );
}

/** The fields that a new record needs at the destination, and that the draft gives no value. */
export function requiredWithoutValue(draft: SyncDraft, object: ObjectType | undefined): Field[] {
  if (
    object === undefined ||
    draft.everything ||
    draft.mode === 'update-only' ||
    !takesFields(object, draft.mode)
  ) {
    return [];
  }
  const given = new Set([
    ...(draft.match.from === null ? [] : [draft.match.field]),
    ...mappingOf(draft).map(({ field }) => field),
  ]);
  return object.fields.filter((field) => field.required && !given.has(field.name));
}

/** Where a row of the form is in the request, in which rows that are not finished are missing. */
export function pointerOf(mapping: readonly DraftField[], index: number): string {
  return `/mapping/${mappingOf({ mapping: mapping.slice(0, index) }).length}`;
}

/**
 * What the API is asked for, of a stored sync as a merge patch. A model of which a sync knows whose rows they are keeps that.
 *
 * @throws Error if there are gaps in what decides what flows
 */
export function syncRequest(draft: SyncDraft, manifest: Manifest, stored?: Sync): SyncRequest {
  const object = manifest.objects.find(({ name }) => name === draft.object);
  if (object === undefined || draft.kind === null || draft.destination === null) {
    throw new Error('The sync is not complete');
  }
  const { field, from } = draft.match;
  const declared = settingsFor(manifest, object, draft.kind);
  const further = furtherMatchesOf(draft, object);
  const mapping = mappingOf(draft).map(({ setOnce, ...row }) =>
    setOnce && object.kind === 'record' ? { ...row, setOnce } : row,
  );
  return {
    key: keyOf(draft),
    name: draft.name.trim(),
    destination: draft.destination,
    from: stored?.from ?? fromOf(draft, draft.kind),
    object: object.name,
    match: object.kind === 'event' || from === null ? null : { field, from },
    ...(further.length > 0 || (stored?.furtherMatches ?? []).length > 0
      ? { furtherMatches: further }
      : {}),
    mapping: !takesFields(object, draft.mode) || draft.everything ? [] : mapping,
    mode: draft.mode,
    settings: (stored
      ? patchOf(declared, draft.settings, stored.settings)
      : settingsOf(declared, draft.settings)) as SyncRequest['settings'],
  };
}

/** The further match fields that the object and the mode of the draft accept. */
export function furtherMatchesOf(
  { furtherMatches, match, mode }: SyncDraft,
  object: ObjectType,
): string[] {
  return takesFields(object, mode)
    ? furtherMatches.filter(
        (field) => object.furtherMatchFields?.includes(field) && field !== match.field,
      )
    : [];
}

function fromOf(draft: SyncDraft, kind: FromKind): SyncRequest['from'] {
  switch (kind) {
    case 'audience':
      return { kind, audience: draft.audience ?? '' };
    case 'model':
      return {
        kind,
        model: draft.model ?? '',
        ...(draft.person.column === '' ? {} : { person: draft.person }),
      };
    case 'events':
      return { kind, names: draft.names };
    case 'profiles':
      return { kind };
  }
}
