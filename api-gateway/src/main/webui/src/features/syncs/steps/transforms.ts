import type {
  JsonValue,
  Transform,
  TransformDate,
  TransformMap,
  TransformWhen,
} from '@/api/generated/model';

export type StepKind = Transform['kind'];

/** Every kind of step, in the order in which forms offer them. */
export const STEP_KINDS: readonly StepKind[] = [
  'template',
  'map',
  'when',
  'default',
  'normalise',
  'date',
  'hash',
  'get',
  'list',
  'join',
  'query-parameter',
  'jsonata',
];

/** The most steps of a field that the API accepts. */
export const MOST_STEPS = 20;

/** A step as it begins; what it needs beyond that, the user enters. */
export function newStep(kind: StepKind): Transform {
  switch (kind) {
    case 'default':
      return { kind, value: '' };
    case 'get':
      return { kind, path: '' };
    case 'template':
      return { kind, template: '' };
    case 'map':
      return { kind, values: {} };
    case 'when':
      return { kind, in: [] };
    case 'normalise':
      return { kind, as: 'trim' };
    case 'hash':
      return { kind, as: 'sha256' };
    case 'date':
      return { kind, format: 'iso' };
    case 'list':
      return { kind };
    case 'join':
      return { kind, separator: ', ' };
    case 'query-parameter':
      return { kind, name: '' };
    case 'jsonata':
      return { kind, expression: '' };
  }
}

/** Whether a step has all that it needs. Whether it works, the API says. */
export function isComplete(step: Transform): boolean {
  switch (step.kind) {
    case 'default':
      return step.value !== '';
    case 'get':
      return step.path.trim() !== '';
    case 'template':
      return step.template !== '';
    case 'map':
      return entriesOf(step).length > 0;
    case 'when':
      return step.exists !== undefined || (step.in ?? step.notIn ?? []).length > 0;
    case 'date':
      return step.format.trim() !== '';
    case 'query-parameter':
      return step.name.trim() !== '';
    case 'jsonata':
      return step.expression.trim() !== '';
    case 'normalise':
    case 'hash':
    case 'list':
    case 'join':
      return true;
  }
}

/** The values of a map with what replaces them. */
export function entriesOf({ values }: TransformMap): [string, JsonValue][] {
  return typeof values === 'object' && !Array.isArray(values)
    ? (Object.entries(values) as [string, JsonValue][])
    : [];
}

/** One line of a map while it is edited. Two lines may have the same value for a moment. */
export interface Line {
  from: string;
  to: JsonValue;
}

/** The lines of a map. */
export function linesOf(step: TransformMap): Line[] {
  return Array.isArray(step.values)
    ? (step.values as unknown as Line[])
    : entriesOf(step).map(([from, to]) => ({ from, to }));
}

/**
 * The map with these lines. An object cannot have the same value twice, so a map with a repeated line holds
 * the lines themselves: it loses none of them, and it is not complete.
 */
export function withLines(step: TransformMap, lines: readonly Line[]): TransformMap {
  const typed = lines.filter(isTyped);
  return {
    ...step,
    values: repeatedLines(typed).includes(true)
      ? (typed as unknown as JsonValue)
      : Object.fromEntries(typed.map(({ from, to }) => [from, to])),
  };
}

/** Of each line, whether an earlier line has the same value. A line without any text counts as none. */
export function repeatedLines(lines: readonly Line[]): boolean[] {
  return lines.map(
    (line, at) =>
      isTyped(line) && lines.slice(0, at).some((each) => isTyped(each) && each.from === line.from),
  );
}

function isTyped({ from, to }: Line): boolean {
  return from !== '' || to !== '';
}

/** What becomes of a value that a map does not have. */
export type Otherwise = 'refuse' | 'leaveOut' | 'value';

export function otherwiseOf({ otherwise }: TransformMap): Otherwise {
  // The API's document has no null here, and its answers do.
  const other: JsonValue | null | undefined = otherwise;
  if (other === undefined) {
    return 'refuse';
  }
  return other === null ? 'leaveOut' : 'value';
}

/** The map with another answer for the values that it does not have. */
export function withOtherwise(step: TransformMap, otherwise: Otherwise): TransformMap {
  const { otherwise: _, ...rest } = step;
  switch (otherwise) {
    case 'refuse':
      return rest;
    case 'leaveOut':
      return { ...rest, otherwise: null as unknown as JsonValue };
    case 'value':
      return { ...rest, otherwise: '' };
  }
}

export const CONDITIONS = ['in', 'notIn', 'exists', 'absent'] as const;
export type Condition = (typeof CONDITIONS)[number];

export function conditionOf(step: TransformWhen): Condition {
  if (step.exists !== undefined) {
    return step.exists === true ? 'exists' : 'absent';
  }
  return step.notIn === undefined ? 'in' : 'notIn';
}

/** The same question with another condition, which keeps the values that it compares with. */
export function withCondition(step: TransformWhen, condition: Condition): TransformWhen {
  const values = step.in ?? step.notIn ?? [];
  const of = step.of === undefined ? {} : { of: step.of };
  switch (condition) {
    case 'in':
      return { kind: 'when', ...of, in: values };
    case 'notIn':
      return { kind: 'when', ...of, notIn: values };
    case 'exists':
      return { kind: 'when', ...of, exists: true };
    case 'absent':
      return { kind: 'when', ...of, exists: false };
  }
}

export const DATES = ['iso', 'epoch-seconds', 'epoch-millis', 'pattern'] as const;
export type DateForm = (typeof DATES)[number];

export function datesOf({ format }: TransformDate): DateForm {
  return DATES.find((each) => each === format) ?? 'pattern';
}

/** The steps with one of them at another place. */
export function moved<T>(steps: readonly T[], from: number, to: number): T[] {
  const rest = steps.filter((_, at) => at !== from);
  return [...rest.slice(0, to), ...steps.slice(from, from + 1), ...rest.slice(to)];
}
