import { hashKey } from '@tanstack/react-query';
import type { NewIdentityRules } from '@/api/identity';
import { draftOf, type RulesDraft, requestOf } from '../draft';

/** Whether a table that may have been typed says what these rules say; the version is no part of that. */
export function says(draft: RulesDraft, rules: NewIdentityRules): boolean {
  return hashKey([requestOf(draft)]) === hashKey([requestOf(draftOf(rules))]);
}
