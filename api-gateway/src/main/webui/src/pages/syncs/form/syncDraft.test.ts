import { describe, expect, it } from 'vitest';
import type { Manifest, ObjectType, Setting, Sync } from '@/api/generated/model';
import { fieldOf } from '@/testing/fields';
import { DECLARED } from '@/testing/hubspot';
import { beside, objectsFor, settingsFor, takenFields, usualObject } from './manifest';
import {
  draftOfSync,
  gaps,
  NOTHING,
  pointerOf,
  requiredWithoutValue,
  type SyncDraft,
  syncRequest,
} from './syncDraft';

function object(name: string, rest: Partial<ObjectType> = {}): ObjectType {
  return {
    ...DECLARED,
    name,
    label: name,
    kind: 'record',
    fields: [],
    otherFields: null,
    matchFields: [],
    batchSize: 1,
    removal: 'deleted',
    memberships: null,
    settings: [],
    ...rest,
  };
}

const LIST: Setting = {
  name: 'list',
  label: 'List',
  help: '',
  type: 'text',
  required: true,
  secret: false,
  options: [],
  origin: false,
  example: null,
};

const CRM: Manifest = {
  id: 'crm',
  authentication: 'none',
  name: 'CRM',
  description: '',
  effectClass: 'A',
  api: null,
  settings: [],
  objects: [
    object('contacts', { memberships: 'lists', matchFields: ['email'] }),
    object('lists', { kind: 'membership', settings: [LIST] }),
    object('events', { kind: 'event', otherFields: '.*', modes: ['append'] }),
  ],
  rateLimits: [],
  budgets: [],
  connections: 0,
  openJobs: 0,
  concurrency: 1,
  addressOverridable: false,
  added: false,
  sources: [],
};

const CONTACTS = {
  object: 'contacts',
  mapping: [{ field: 'city', from: { kind: 'trait', name: 'city' } }],
} as unknown as Sync;

describe('what a destination can hold', () => {
  it('offers lists to audiences alone, and events to what takes events', () => {
    const names = (kind: Parameters<typeof objectsFor>[1]) =>
      objectsFor(CRM, kind).map(({ name }) => name);
    expect(names('audience')).toEqual(['contacts', 'lists']);
    expect(names('profiles')).toEqual(['contacts']);
    expect(names('events')).toEqual(['events']);
  });

  it('fills the list alone where another sync keeps the records', () => {
    expect(usualObject(CRM, 'audience', [])?.name).toBe('contacts');
    expect(usualObject(CRM, 'audience', [CONTACTS])?.name).toBe('lists');
  });

  it('asks for the list that an audience becomes beside its records', () => {
    const contacts = objectsFor(CRM, 'audience')[0];
    expect(contacts && settingsFor(CRM, contacts, 'audience').map(({ name }) => name)).toEqual([
      'list',
    ]);
    expect(contacts && settingsFor(CRM, contacts, 'profiles')).toEqual([]);
    expect(contacts && takenFields(beside(CRM, contacts, [CONTACTS]))).toEqual(new Set(['city']));
  });
});

const COMPLETE: SyncDraft = {
  ...NOTHING,
  destination: 'dst_1',
  kind: 'audience',
  audience: 'aud_1',
  object: 'contacts',
  mode: 'mirror',
  match: { field: 'email', from: { kind: 'identifier', type: 'email' } },
  mapping: [
    { field: 'city', from: { kind: 'trait', name: 'city' } },
    { field: 'zip', from: null },
  ],
  settings: { list: 'Loyal' },
  name: 'Loyal customers',
};

describe('a sync in the making', () => {
  it('knows what is still missing', () => {
    expect(gaps(NOTHING, undefined)).toEqual(['destination', 'from', 'object', 'name', 'key']);
    expect(gaps({ ...COMPLETE, settings: {}, match: NOTHING.match }, CRM)).toEqual([
      'match',
      'settings',
    ]);
    expect(gaps(COMPLETE, CRM)).toEqual([]);
  });

  it('needs no fields where a record is only its match value', () => {
    const email = fieldOf({ name: 'email', label: 'Email' });
    const emails = object('emails', { matchFields: ['email'], fields: [email] });
    const people = object('people', {
      matchFields: ['email'],
      fields: [email, { ...email, name: 'city' }],
    });
    const ads = { ...CRM, objects: [emails, people] };
    const draft = { ...COMPLETE, mapping: [], settings: {} };
    expect(gaps({ ...draft, object: 'emails' }, ads)).toEqual([]);
    expect(gaps({ ...draft, object: 'people' }, ads)).toEqual(['mapping']);
  });

  it('becomes a request, without the rows that are not finished', () => {
    expect(syncRequest(COMPLETE, CRM)).toEqual({
      key: 'loyal-customers',
      name: 'Loyal customers',
      destination: 'dst_1',
      from: { kind: 'audience', audience: 'aud_1' },
      object: 'contacts',
      match: { field: 'email', from: { kind: 'identifier', type: 'email' } },
      mapping: [{ field: 'city', from: { kind: 'trait', name: 'city' } }],
      mode: 'mirror',
      settings: { list: 'Loyal' },
    });
  });

  it('asks for further match fields in their order, and only for those that the object has', () => {
    const searching = {
      ...CRM,
      objects: CRM.objects.map((each) => ({ ...each, furtherMatchFields: ['phone', 'email'] })),
    };
    const draft = { ...COMPLETE, furtherMatches: ['phone', 'email', 'fax'] };
    expect(syncRequest(draft, searching).furtherMatches).toEqual(['phone']);
    expect(syncRequest(draft, CRM)).not.toHaveProperty('furtherMatches');
    expect(syncRequest({ ...draft, mode: 'delete' }, searching)).not.toHaveProperty(
      'furtherMatches',
    );
    const stored = { ...CONTACTS, furtherMatches: ['phone'], settings: {} } as unknown as Sync;
    expect(syncRequest({ ...draft, furtherMatches: [] }, searching, stored).furtherMatches).toEqual(
      [],
    );
  });

  it('keeps the steps of a stored sync, and says where a row is in the request', () => {
    const steps = [{ kind: 'normalise', as: 'lower' }] as const;
    const stored = {
      ...CONTACTS,
      ...{ key: 'cities', name: 'Cities', settings: {} },
      from: { kind: 'profiles' },
      mode: 'upsert',
      match: COMPLETE.match,
      mapping: [
        { field: 'zip', from: { kind: 'trait', name: 'zip' }, transform: [] },
        { field: 'city', from: { kind: 'trait', name: 'city' }, transform: steps },
      ],
    } as unknown as Sync;
    const draft = draftOfSync(stored, CRM);
    expect(syncRequest({ ...draft, destination: 'dst_1' }, CRM).mapping).toEqual(stored.mapping);
    const mapping = [{ field: 'open', from: null }, ...draft.mapping];
    expect(pointerOf(mapping, 2)).toBe('/mapping/1');
  });

  it('is not complete while a step is not', () => {
    const step = { kind: 'template', template: '' } as const;
    const mapping = COMPLETE.mapping.map((row) => ({ ...row, transform: [step] }));
    expect(gaps({ ...COMPLETE, mapping }, CRM)).toEqual(['steps']);
    const filled = COMPLETE.mapping.map((row) => ({
      ...row,
      transform: [{ ...step, template: '{{city}}' }],
    }));
    expect(gaps({ ...COMPLETE, mapping: filled }, CRM)).toEqual([]);
  });

  it('says only of records that a field is set once', () => {
    const mapping = COMPLETE.mapping.map((row) => ({ ...row, setOnce: true }));
    expect(syncRequest({ ...COMPLETE, mapping }, CRM).mapping).toMatchObject([{ setOnce: true }]);
    const objects = CRM.objects.map((each) => ({ ...each, kind: 'event' as const }));
    const [row] = syncRequest({ ...COMPLETE, mapping }, { ...CRM, objects }).mapping ?? [];
    expect(row).not.toHaveProperty('setOnce');
  });

  it('gives a list no fields and events no match', () => {
    expect(syncRequest({ ...COMPLETE, object: 'lists' }, CRM)).toMatchObject({ mapping: [] });
    const events: SyncDraft = {
      ...COMPLETE,
      kind: 'events',
      object: 'events',
      mode: 'append',
      everything: true,
    };
    expect(syncRequest(events, CRM)).toMatchObject({ match: null, mapping: [], mode: 'append' });
    expect(gaps(events, CRM)).toEqual([]);
  });

  it('needs a mode that the object can', () => {
    expect(gaps({ ...COMPLETE, mode: 'delete' }, CRM)).toEqual(['mode']);
    expect(gaps({ ...COMPLETE, kind: 'profiles', settings: {} }, CRM)).toEqual(['mode']);
  });

  it('has no mapping if it deletes', () => {
    const objects = [object('people', { matchFields: ['email'], modes: ['upsert', 'delete'] })];
    const deletes: SyncDraft = { ...COMPLETE, object: 'people', mode: 'delete', mapping: [] };
    expect(gaps(deletes, { ...CRM, objects })).toEqual([]);
    expect(gaps({ ...deletes, mode: 'upsert' }, { ...CRM, objects })).toEqual(['mapping']);
    const mapped = { ...deletes, mapping: COMPLETE.mapping };
    expect(syncRequest(mapped, { ...CRM, objects })).toMatchObject({ mode: 'delete', mapping: [] });
  });
});

describe('the required fields of a new record', () => {
  const field = (name: string, required = false) => fieldOf({ name, required });
  const accounts = object('accounts', {
    fields: [field('email', true), field('name', true), field('city', false), field('phone')],
  });
  const from = { kind: 'trait', name: 'x' } as const;
  const draft: SyncDraft = { ...NOTHING, match: { field: 'email', from } };
  const missing = (changed: Partial<SyncDraft>, of: ObjectType | undefined = accounts) =>
    requiredWithoutValue({ ...draft, ...changed }, of).map(({ name }) => name);

  it('are missing until they have a value, as a field or as the match value', () => {
    expect(missing({})).toEqual(['name']);
    expect(missing({ match: { field: 'email', from: null } })).toEqual(['email', 'name']);
    expect(missing({ mapping: [{ field: 'name', from: null }] })).toEqual(['name']);
    expect(missing({ mapping: [{ field: 'name', from }] })).toEqual([]);
  });

  it('are of no concern where no record is created, or everything is sent', () => {
    expect(missing({ mode: 'update-only' })).toEqual([]);
    expect(missing({ mode: 'delete' })).toEqual([]);
    expect(missing({ everything: true })).toEqual([]);
    expect(missing({ mode: 'create-only' })).toEqual(['name']);
    expect(requiredWithoutValue(draft, undefined)).toEqual([]);
  });
});
