import { ProblemError } from '@/api/problem';

/** What is wrong with a query, and where. */
export interface QueryFault {
  code: string;
  /** The message of the engine, or the kind of failure if the user may not see the message. */
  message: string;
  /** Counted from 1; null if the engine gives no position. */
  line: number | null;
  column: number | null;
  /** The part of the text to mark, as offsets; null if the engine gives no position. */
  range: { from: number; to: number } | null;
}

const POINTER = '/query';

/** Whether the API refuses the query itself, and not its connection. */
export function isOfQuery(error: unknown): error is ProblemError {
  return (
    error instanceof ProblemError &&
    (error.problem.errors?.some(({ pointer }) => pointer === POINTER) ?? false)
  );
}

/**
 * @param text of the editor, of which the request contains the trimmed text
 */
export function queryFault(text: string, error: unknown): QueryFault | null {
  if (!isOfQuery(error)) {
    return null;
  }
  const place = error.problem.errors?.find(({ pointer }) => pointer === POINTER);
  const trimmed = text.length - text.trimStart().length;
  const sent = text.slice(trimmed);
  const found = place?.position;
  const start = found ? startOf(sent, found.line, found.column ?? 1) : null;
  const range = start === null ? null : rangeFrom(text, trimmed + start, found?.column != null);
  return {
    code: error.code,
    message: place?.engineMessage ?? place?.detail ?? error.message,
    ...(range ? positionOf(text, range.from, found?.column != null) : NOWHERE),
    range,
  };
}

const NOWHERE = { line: null, column: null };
const LINE_END = /\r\n|\r|\n/g;

/** The offset of a line and a column, both counted from 1; null if the text is shorter. */
function startOf(text: string, line: number, column: number): number | null {
  const starts = [
    0,
    ...Array.from(text.matchAll(LINE_END), ({ index, 0: end }) => index + end.length),
  ];
  const start = starts[line - 1];
  const offset = start === undefined ? text.length + 1 : start + column - 1;
  return offset > text.length ? null : offset;
}

/** The word at an offset; the rest of the line if no column is known, or if no word begins there. */
function rangeFrom(text: string, from: number, columnKnown: boolean) {
  const word = /^(?:[\p{L}\p{N}_$]+|"[^"\n]*")/u.exec(text.slice(from))?.[0];
  const rest = /^[^\r\n]*/.exec(text.slice(from))?.[0] ?? '';
  return { from, to: from + (columnKnown && word ? word : rest).length };
}

function positionOf(text: string, offset: number, columnKnown: boolean) {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return {
    line: before.length,
    column: columnKnown ? (before.at(-1)?.length ?? 0) + 1 : null,
  };
}
