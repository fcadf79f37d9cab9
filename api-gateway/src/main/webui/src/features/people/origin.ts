/** A source, a row of a model, or a user: what a value or an evidence comes from. */
export type OriginText =
  | { kind: 'manual' }
  | { kind: 'source'; source: string }
  /** The row is null for a user who may not see its key. */
  | { kind: 'row'; model: string; row: string | null };

const MODEL = 'mdl_';

/** Reads the text by which the API names an origin, such as `mdl_1/{"id":7}`. */
export function originOf(text: string): OriginText {
  // What a user corrected may follow, as in `manual/identifier`.
  if (text === 'manual' || text.startsWith('manual/')) {
    return { kind: 'manual' };
  }
  if (!text.startsWith(MODEL)) {
    return { kind: 'source', source: text };
  }
  const slash = text.indexOf('/');
  return slash < 0
    ? { kind: 'row', model: text, row: null }
    : { kind: 'row', model: text.slice(0, slash), row: text.slice(slash + 1) };
}

/** The key of a row: its value alone, or its columns with their values if there are several. */
export function rowKeyWords(text: string): string {
  const columns = columnsOf(text);
  return columns === null
    ? text
    : columns.length === 1
      ? columns.map(([, value]) => words(value)).join()
      : columns.map(([column, value]) => `${column} ${words(value)}`).join(', ');
}

/** The columns of a key that is the text of a JSON object; null for another text. */
function columnsOf(text: string): [string, unknown][] | null {
  try {
    const key: unknown = JSON.parse(text);
    return typeof key === 'object' && key !== null ? Object.entries(key) : null;
  } catch {
    return null;
  }
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
