import type { CatalogueEvent, CatalogueProperty, CatalogueTrait } from '@/api/generated/model';
import type { Api } from './api';
import { pageOf } from './northwind';

const AT = '2026-03-02T09:00:00Z';

/** What each answer of the catalogue begins with: it is counted exactly, and complete. */
export const catalogue = { asOf: AT, estimated: false, more: false };

/** A trait that four people have, as a text. */
export const traitOf = (name: string, differs: Partial<CatalogueTrait> = {}): CatalogueTrait => ({
  name,
  people: 4,
  approximate: false,
  types: ['text'],
  lastSeen: AT,
  declared: null,
  unreadable: null,
  synonyms: [],
  shippedSynonyms: [],
  ...differs,
});

/** A property of seven events, as a text. */
export const propertyOf = (
  name: string,
  differs: Partial<CatalogueProperty> = {},
): CatalogueProperty => ({
  name,
  events: 7,
  approximate: false,
  types: ['text'],
  lastSeen: AT,
  declared: null,
  unreadable: null,
  ...differs,
});

/** An event that four people have done. */
export const eventOf = (event: string, differs: Partial<CatalogueEvent> = {}): CatalogueEvent => ({
  call: 'track',
  event,
  events: 7,
  people: 4,
  lastSeen: AT,
  synonyms: [],
  shippedSynonyms: [],
  ...differs,
});

/** What the page of a trait reads beside the catalogue: no values, and a quality without flaws. */
export function answerTraitPage(api: Api, trait: string): void {
  api.on('listCatalogueValues', { ...catalogue, data: [], masked: false, numbers: null });
  api.on('listTraits', pageOf());
  api.on('readTraitPolicy', { policy: 'latest', sources: [] });
  api.on('readTraitQuality', {
    asOf: AT,
    lookedAt: 4,
    people: 4,
    quality: {
      trait,
      distinct: 0,
      filled: 0,
      valid: 0,
      meaning: 'other',
      flaws: [],
      types: [],
    },
  });
}
