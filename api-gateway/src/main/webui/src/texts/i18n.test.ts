import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { en } from './en';
import { addTexts, LANGUAGE, t as translated } from './i18n';

const t = translated as (key: string, values?: Record<string, unknown>) => string;

type Texts = { [key: string]: string | Texts };

/** The keys of texts, each form of a plural by itself. */
function keysOf(texts: Texts): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [key] : keysOf(value).map((rest) => `${key}.${rest}`),
  );
}

/** What each `{{name}}` of the texts may be, beside the count. */
const NAMES = new Set([...JSON.stringify(en).matchAll(/\{\{(\w+)/g)].map(([, name]) => name));
const VALUES = [0, 1, 2, 12_345].flatMap((count) =>
  ['$& <b>', 12_345.6].map((value) => ({
    ...Object.fromEntries([...NAMES].map((name) => [name, value])),
    count,
  })),
);

addTexts({
  'a-test': {
    plain: 'Plain',
    values: '{{name}} of {{of, number}}, {{name}}',
    people_zero: 'Nobody',
    people_one: 'One person',
    people_other: '{{count, number}} people',
    rows: '{{count}} rows',
  },
});

test('a text has its values, numbers in the form of the language', () => {
  expect(t('a-test.plain')).toBe('Plain');
  expect(t('a-test.values', { name: '$&', of: 12345 })).toBe('$& of 12,345, $&');
});

test('a value that is absent is empty', () => {
  expect(t('a-test.values', { name: null })).toBe(' of , ');
});

test('a count chooses the form of the plural, if the text has forms', () => {
  expect(t('a-test.people', { count: 0 })).toBe('Nobody');
  expect(t('a-test.people', { count: 1 })).toBe('One person');
  expect(t('a-test.people', { count: 1234 })).toBe('1,234 people');
  expect(t('a-test.rows', { count: 1 })).toBe('1 rows');
});

test('a key without a text is shown itself', () => {
  expect(t('a-test.none')).toBe('a-test.none');
  expect(t('a-test')).toBe('a-test');
  expect(t('a-test.plain.more')).toBe('a-test.plain.more');
});

test('each text of the screens is as i18next writes it', async () => {
  const i18next = createInstance();
  await i18next.init({
    lng: LANGUAGE,
    resources: { [LANGUAGE]: { translation: en } },
    interpolation: { escapeValue: false },
  });
  addTexts(en);
  const keys = new Set(keysOf(en).flatMap((key) => [key, key.replace(/_(zero|one|other)$/, '')]));
  expect(keys.size).toBeGreaterThan(1_000);
  for (const key of keys) {
    for (const values of VALUES) {
      expect(t(key, values), key).toBe(i18next.t(key, values));
    }
  }
});
