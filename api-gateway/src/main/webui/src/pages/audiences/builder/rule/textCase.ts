import { operators } from '@/api/generated/ruleGrammar';
import { humanName } from '@/components/text/humanName';
import type { Test } from './model';

const EMAIL = /\be-? ?mails?\b/i;

/**
 * A test of a new condition. Upper and lower case mean nothing in an e-mail address, and forms and
 * imports write the same address both ways.
 *
 * @param name of the trait or the property
 */
export function inUsualCase(test: Test, name: string): Test {
  return EMAIL.test(humanName(name)) && operators[test.operator].ignoreCase
    ? { ...test, ignoreCase: true }
    : test;
}
