import type { Asked } from '@/api/identity';
import { rowsOf, written } from './csv';

export const HEADER = ['a_type', 'a_value', 'b_type', 'b_value', 'same'] as const;
export const MOST_PAIRS = 50_000;

const YES = new Set(['true', 'yes', '1']);
const NO = new Set(['false', 'no', '0']);

/** A pair of identifiers, and whether one person has both. */
export interface LabelledPair {
  a: Asked;
  b: Asked;
  same: boolean;
}

/** Why a file cannot be used: as a whole, or in a line. */
export type Fault =
  | { fault: 'empty' | 'quote' }
  | { fault: 'header'; missing: string[] }
  | { fault: 'many'; count: number }
  | { fault: 'value'; line: number; column: string }
  | { fault: 'same'; line: number; value: string };

export type Labels = { pairs: LabelledPair[] } | { faults: Fault[] };

/** Checked pairs from a CSV file; its columns may be in any order. */
export function labelsOf(text: string): Labels {
  const rows = rowsOf(text);
  if (rows === null) {
    return { faults: [{ fault: 'quote' }] };
  }
  const [head, ...lines] = rows;
  const names = head?.fields.map((name) => name.toLowerCase()) ?? [];
  const missing = HEADER.filter((column) => !names.includes(column));
  if (head !== undefined && missing.length > 0) {
    return { faults: [{ fault: 'header', missing }] };
  }
  if (lines.length === 0) {
    return { faults: [{ fault: 'empty' }] };
  }
  if (lines.length > MOST_PAIRS) {
    return { faults: [{ fault: 'many', count: lines.length }] };
  }
  const read = lines.map(({ line, fields }) =>
    pairOf(line, (column) => fields[names.indexOf(column)] ?? ''),
  );
  const faults = read.filter((each) => 'fault' in each);
  return faults.length > 0 ? { faults } : { pairs: read.filter((each) => 'same' in each) };
}

function pairOf(
  line: number,
  at: (column: (typeof HEADER)[number]) => string,
): LabelledPair | Fault {
  const column = HEADER.find((each) => at(each) === '');
  if (column !== undefined) {
    return { fault: 'value', line, column };
  }
  const same = at('same').toLowerCase();
  if (!YES.has(same) && !NO.has(same)) {
    return { fault: 'same', line, value: at('same') };
  }
  return {
    a: { type: at('a_type'), value: at('a_value') },
    b: { type: at('b_type'), value: at('b_value') },
    same: YES.has(same),
  };
}

/** The pairs as the API reads them. */
export function csvOf(pairs: readonly LabelledPair[]): string {
  return [
    written(HEADER),
    ...pairs.map(({ a, b, same }) => written([a.type, a.value, b.type, b.value, String(same)])),
    '',
  ].join('\n');
}
