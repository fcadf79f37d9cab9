import type { DefinitionVersion } from '@/api/generated/model';
import type { FieldsOf } from './fields/useField';
import type { Kind } from './kinds';

/** An object with the versions of it that are read, newest first. */
export interface Versioned {
  kind: Kind;
  id: string;
  versions: readonly DefinitionVersion[];
  fieldsOf: FieldsOf;
  /** Whether a window is over the history, which then keeps still: Escape closes the window alone. */
  hold: (held: boolean) => void;
}

/** The version in force; undefined if the object was deleted. */
export function activeOf(versions: readonly DefinitionVersion[]): DefinitionVersion | undefined {
  return versions.find((_, place) => place === 0 && !versions[0]?.deleted);
}
