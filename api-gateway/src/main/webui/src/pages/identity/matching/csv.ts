export interface Row {
  /** Of the file, from one; where the row begins. */
  line: number;
  fields: string[];
}

/**
 * Rows of a CSV file (RFC 4180), separated by commas, or by semicolons as spreadsheets write them in
 * many countries. Empty lines are no rows.
 *
 * @returns null if a quotation mark is never closed
 */
export function rowsOf(text: string): Row[] | null {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const separator = separatorOf(source);
  const rows: Row[] = [];
  let line = 1;
  let row: Row = { line, fields: [] };
  let field = '';
  let quoted = false;
  const endField = () => {
    row.fields.push(field.trim());
    field = '';
  };
  for (let at = 0; at < source.length; at++) {
    const each = source[at];
    if (each === '\n') {
      line++;
    }
    if (quoted) {
      if (each !== '"') {
        field += each;
      } else if (source[at + 1] === '"') {
        field += '"';
        at++;
      } else {
        quoted = false;
      }
    } else if (each === '"' && field.trim() === '') {
      field = '';
      quoted = true;
    } else if (each === separator) {
      endField();
    } else if (each === '\n') {
      endField();
      rows.push(row);
      row = { line, fields: [] };
    } else {
      field += each;
    }
  }
  endField();
  rows.push(row);
  return quoted ? null : rows.filter(({ fields }) => fields.some((each) => each !== ''));
}

function separatorOf(source: string): string {
  const [first = ''] = source.split('\n', 1);
  return first.includes(';') && !first.includes(',') ? ';' : ',';
}

/** One row as it is written, with quotation marks where a value needs them. */
export function written(fields: readonly string[]): string {
  return fields
    .map((field) => (/[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',');
}
