import { ProblemError } from '@/api/problem';

/** What the API says of fields of a request, by JSON pointer. */
export type Faults = Readonly<Record<string, string>>;

const NONE: Faults = {};

export function faultsOf(error: unknown): Faults {
  if (!(error instanceof ProblemError)) {
    return NONE;
  }
  if (error.code === 'key-taken') {
    return { '/key': error.message };
  }
  return Object.fromEntries(
    (error.problem.errors ?? []).map(({ pointer, detail }) => [pointer, detail]),
  );
}

/** Whether something went wrong that no field of the form can show. */
export function isElsewhere(error: unknown, shown: (pointer: string) => boolean): boolean {
  const pointers = Object.keys(faultsOf(error));
  return error !== null && (pointers.length === 0 || !pointers.every(shown));
}

/** The first thing that is said of a field or of what stands inside of it. */
export function faultIn(faults: Faults, pointer: string): string | undefined {
  const at = Object.keys(faults).find((each) => each === pointer || each.startsWith(`${pointer}/`));
  return at === undefined ? undefined : faults[at];
}
