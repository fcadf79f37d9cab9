const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Codes that have a name and are no official codes of ISO 3166. */
const NO_COUNTRIES = new Set([
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'EU',
  'EZ',
  'IC',
  'QO',
  'TA',
  'UN',
  'XA',
  'XB',
  'XK',
  'ZZ',
]);

export interface Country {
  value: string;
  label: string;
}

/** The countries by their names in a language, each with its ISO 3166 code. */
export function countries(language: string): Country[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .filter((code) => !NO_COUNTRIES.has(code) && isInUse(code))
    .flatMap((value) => {
      const name = names.of(value);
      return name === undefined ? [] : [{ value, label: `${name} (${value})` }];
    })
    .sort((a, b) => a.label.localeCompare(b.label, language));
}

/** A former code, such as DD, is read as the code that has replaced it. */
function isInUse(code: string): boolean {
  return new Intl.Locale(`und-${code}`).region === code;
}

/** The names of the time zones that the browser knows, with those that it may leave out. */
export function timezones(...others: string[]): string[] {
  return [...new Set(['UTC', ...others, ...Intl.supportedValuesOf('timeZone')])].sort();
}

/** Where the user probably is, to begin a form with. */
export function here(): { timezone: string; country: string } {
  return {
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    country: new Intl.Locale(navigator.language).maximize().region ?? 'US',
  };
}
