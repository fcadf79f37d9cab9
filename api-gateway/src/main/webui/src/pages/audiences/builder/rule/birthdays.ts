import { isBirthday } from '@/features/audiences/birthday';
import type { Operator } from './model';

/** Compare the whole date with today: of a birthday, they find nobody but newborn children. */
const NEAR: readonly Operator[] = ['withinLast', 'withinNext'];

/** Compare a date. */
const DATED: readonly Operator[] = ['before', 'after', 'on', 'between', ...NEAR];

/** Whether a condition on a date that comes back each year compares the year, too. */
export function comparesYear(operator: Operator, name: string): boolean {
  return DATED.includes(operator) && isBirthday(name);
}

/** Whether an operator says something else of a birthday than its words say. */
export function misleads(operator: Operator, name: string): boolean {
  return NEAR.includes(operator) && isBirthday(name);
}
