import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { en } from '../src/texts/en';
import { addTexts, LANGUAGE, t as translated } from '../src/texts/i18n';
import { textsOf } from './textsOnUse';

const t = translated as (key: string, values?: Record<string, unknown>) => string;

/** What each `{{name}}` of the texts may be, beside the count. */
const NAMES = new Set([...JSON.stringify(en).matchAll(/\{\{(\w+)/g)].map(([, name]) => name));
const VALUES = [0, 1, 2, 12_345].flatMap((count) =>
  ['$& <b>', 12_345.6].map((value) => ({
    ...Object.fromEntries([...NAMES].map((name) => [name, value])),
    count,
  })),
);

test('each text of the screens is as i18next writes it', async () => {
  const i18next = createInstance();
  await i18next.init({
    lng: LANGUAGE,
    resources: { [LANGUAGE]: { translation: en } },
    interpolation: { escapeValue: false },
  });
  const texts = textsOf(en);
  addTexts(texts);
  const keys = new Set(
    Object.keys(texts).flatMap((key) => [key, key.replace(/_(zero|one|other)$/, '')]),
  );
  expect(keys.size).toBeGreaterThan(1_000);
  const other = [...keys].flatMap((key) =>
    VALUES.map((values) => ({
      key,
      values,
      ours: t(key, values),
      theirs: i18next.t(key, values),
    })).filter(({ ours, theirs }) => ours !== theirs),
  );
  expect(other).toEqual([]);
});
