import type { en } from './en';

/** The language of the texts. */
export const LANGUAGE = 'en';

type Plural<K extends string> = K extends `${infer Start}_${'zero' | 'one' | 'other'}` ? Start : K;
type Keys<T> = {
  [K in keyof T & string]: T[K] extends string ? Plural<K> : `${K}.${Keys<T[K]>}`;
}[keyof T & string];

/** What names a text: the parts of its way through the files of texts, without the form of a plural. */
export type TextKey = Keys<typeof en>;

/** What a text has in place of `{{name}}`; `count` also chooses the form of the plural. */
export type TextValues = Record<string, unknown>;

const texts: Record<string, string> = {};
const plurals = new Intl.PluralRules(LANGUAGE);
const numbers = new Intl.NumberFormat(LANGUAGE);

/** Adds texts by their keys. The build calls it in each module, with the texts that the module names. */
export function addTexts(added: Readonly<Record<string, string>>): void {
  Object.assign(texts, added);
}

/** Whether there is a text: what a newer API answers may have none. */
export function hasText(key: string): boolean {
  return Object.hasOwn(texts, key);
}

/** The text of a key, with its values; the key itself, where there is no text. */
export function t(key: TextKey, values: TextValues = {}): string {
  const text =
    formsOf(key, values.count)
      .map((form) => texts[form])
      .find(Boolean) ?? key;
  return text.replace(/\{\{(\w+)(, number)?\}\}/g, (_, name: string, number?: string) => {
    const value = values[name] ?? '';
    return number && value !== '' ? numbers.format(Number(value)) : String(value);
  });
}

/** The keys to look for, the first that has a text counts. */
function formsOf(key: string, count: unknown): string[] {
  if (typeof count !== 'number') {
    return [key];
  }
  const form = `${key}_${plurals.select(count)}`;
  return count === 0 ? [`${key}_zero`, form, key] : [form, key];
}
