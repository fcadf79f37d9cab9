import { expect, it } from 'vitest';
import { known, placeOf, whose } from './operations';

it('knows of whom an entry is, or that it is of several or of nobody', () => {
  expect(whose({ operation: 'readProfile', profile: 'prf_1' })).toEqual({ profile: 'prf_1' });
  expect(whose({ operation: 'exportEvents', profile: null })).toBe('several');
  expect(whose({ operation: 'readQuarantinedInput', profile: null })).toBe('nobody');
});

it('does not guess where it can’t know', () => {
  expect(known('listSomethingNew')).toBeNull();
  expect(known('toString')).toBeNull();
  expect(whose({ operation: 'listSomethingNew', profile: null })).toBe('notOne');
  expect(whose({ operation: 'listSomethingNew', profile: 'prf_1' })).toEqual({ profile: 'prf_1' });
});

it('leads to what was read in part where that has a page', () => {
  expect(placeOf({ operation: 'readEvent', part: 'evt_1' })).toEqual({
    place: 'event',
    id: 'evt_1',
  });
  expect(placeOf({ operation: 'readDelivery', part: 'dlv_1' })).toEqual({
    place: 'delivery',
    id: 'dlv_1',
  });
  expect(placeOf({ operation: 'listChangedRows', part: 'run_1' })).toEqual({
    place: 'run',
    id: 'run_1',
  });
  expect(placeOf({ operation: 'readProfile', part: null })).toBeNull();
});

it('leads nowhere by a field that is called like an id', () => {
  expect(placeOf({ operation: 'revealTrait', part: 'passport' })).toBeNull();
  expect(placeOf({ operation: 'listCatalogueValues', part: 'run_distance' })).toBeNull();
  expect(placeOf({ operation: 'searchCatalogueValues', part: 'run_distance' })).toBeNull();
  expect(placeOf({ operation: 'searchCataloguePropertyValues', part: 'run_1' })).toBeNull();
});
