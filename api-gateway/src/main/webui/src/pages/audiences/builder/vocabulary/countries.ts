const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Fewer letters are in the names of too many countries. */
const SHORTEST = 3;

/** The names of all countries in a language, by their code of two letters (ISO 3166). */
const names = new Map<string, ReadonlyMap<string, string>>();

function namesIn(language: string): ReadonlyMap<string, string> {
  const known = names.get(language);
  if (known !== undefined) {
    return known;
  }
  const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  const all = new Map<string, string>();
  for (const first of LETTERS) {
    for (const second of LETTERS) {
      const code = first + second;
      const name = display.of(code);
      if (name !== undefined) {
        all.set(code, name);
      }
    }
  }
  names.set(language, all);
  return all;
}

/** The codes of the countries whose name in one of the languages contains the text. */
export function countryCodes(typed: string, languages: readonly string[]): string[] {
  const text = typed.trim().toLocaleLowerCase();
  return text.length < SHORTEST
    ? []
    : [
        ...new Set(
          languages.flatMap((language) =>
            [...namesIn(language)].flatMap(([code, name]) =>
              name.toLocaleLowerCase().includes(text) ? [code] : [],
            ),
          ),
        ),
      ];
}

export function countryName(code: string, language: string): string | null {
  return namesIn(language).get(code) ?? null;
}
