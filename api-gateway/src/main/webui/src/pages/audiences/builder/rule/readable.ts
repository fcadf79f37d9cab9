import type { GroupNode } from './model';
import { read, Unreadable } from './read';

/** The rule as it is edited; null if it cannot be edited here. */
export function readable(rule: unknown): GroupNode | null {
  try {
    return read(rule);
  } catch (error) {
    if (error instanceof Unreadable) {
      return null;
    }
    throw error;
  }
}
