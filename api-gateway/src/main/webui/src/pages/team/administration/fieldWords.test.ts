import { expect, it } from 'vitest';
import type { AdministrationChange } from '@/api/generated/model';
import type { TFunction } from '@/texts/useTranslation';
import { fieldWords, spaced } from './fieldWords';

const t = ((key: string) => `[${key}]`) as TFunction;

const change = (field: string, after: unknown = null): AdministrationChange =>
  ({ field, before: null, after, secret: false }) as AdministrationChange;

function words(field: string, ...changes: AdministrationChange[]): string {
  return fieldWords(field, changes, {
    t,
    setting: (name) => (name === 'accessToken' ? 'Private app token' : undefined),
    fieldOf: (name) => (name === 'firstname' ? 'First name' : name),
  });
}

it('has the words of the forms', () => {
  expect(words('/rateLimit/perSeconds')).toBe('[destinations.rateLimit] › Per seconds');
  expect(words('/connection/tls')).toBe(
    '[administration.field.connection] › [connections.fields.tls]',
  );
  expect(words('/from/audience')).toBe('[activation.flows] › [activation.audience]');
  expect(words('/match/from/type')).toBe(
    '[activation.match] › [administration.field.value] › Type',
  );
  expect(words('/…')).toBe('[administration.field.more]');
});

it('calls the settings of a connector by their labels', () => {
  expect(words('/settings/accessToken')).toBe(
    '[administration.field.settings] › Private app token',
  );
  expect(words('/secrets/apiKey')).toBe('[administration.field.secrets] › Api key');
});

it('names the field of a mapping if the entry has it, and else its line', () => {
  const field = change('/mapping/0/field', 'firstname');
  expect(words('/mapping/0/from/name', field)).toBe(
    '[administration.field.mapping] › First name › [administration.field.value] › [list.name]',
  );
  expect(words('/mapping/1/from/name', field)).toBe(
    '[administration.field.mapping] › 2 › [administration.field.value] › [list.name]',
  );
});

it('keeps the names that users chose', () => {
  expect(words('/mapping/traits/lifetime_value')).toBe(
    '[administration.field.mapping] › [models.mapping.traits] › lifetime_value',
  );
  expect(words('/mapping/identifiers/a~1b')).toContain('a/b');
  expect(words('/mapping/traits/2024')).toContain('2024');
  expect(words('/settings/2024')).toContain('2024');
  expect(words('/columns/0/name')).toBe('[administration.field.columns] › 1 › [list.name]');
  // Not a property of every object.
  expect(words('/toString')).toBe('To string');
});

it('writes names of the API as words', () => {
  expect(spaced('maxIdentifiers')).toBe('Max identifiers');
  expect(spaced('alert-settings')).toBe('Alert settings');
  expect(spaced('baseURL')).toBe('BaseURL');
});
