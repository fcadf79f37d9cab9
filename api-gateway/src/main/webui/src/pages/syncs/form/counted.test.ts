import { describe, expect, it } from 'vitest';
import { connector } from '@/testing/hubspot';
import { counted } from './counted';
import { NOTHING, type SyncDraft } from './syncDraft';

const EVERYONE: SyncDraft = {
  ...NOTHING,
  destination: 'dst_1',
  kind: 'profiles',
  object: 'contacts',
  match: { field: 'email', from: { kind: 'identifier', type: 'email' } },
  mapping: [{ field: 'firstname', from: { kind: 'trait', name: 'firstName' } }],
  name: 'Everyone',
};

describe('the draft for which people are counted', () => {
  it('does not change with the name and the key', () => {
    const renamed = { ...EVERYONE, name: 'All people', ownKey: 'all' };
    expect(counted(EVERYONE, connector)).not.toBeNull();
    expect(counted(renamed, connector)).toEqual(counted(EVERYONE, connector));
    expect(counted({ ...EVERYONE, name: '' }, connector)).toEqual(counted(EVERYONE, connector));
  });

  it('exists only for people, and only if nothing else is missing', () => {
    expect(counted({ ...EVERYONE, mapping: [] }, connector)).toBeNull();
    expect(counted({ ...EVERYONE, kind: 'audience' }, connector)).toBeNull();
    expect(counted({ ...EVERYONE, kind: 'events' }, connector)).toBeNull();
    expect(counted({ ...EVERYONE, kind: 'model', model: 'mdl_1' }, connector)).toBeNull();
  });
});
