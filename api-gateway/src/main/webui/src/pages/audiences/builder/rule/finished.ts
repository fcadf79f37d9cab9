import { limits } from '@/api/generated/ruleGrammar';
import type { Distance, EventNode, RuleNode, Test, Window } from './model';

/** Whether a condition says enough to be counted. A group does once one of its conditions does. */
export function isFinished(node: RuleNode): boolean {
  switch (node.kind) {
    case 'group':
      return node.nodes.some(isFinished);
    case 'trait':
      return isTested(node.trait, node.test);
    case 'event':
      return isNamed(node) && isCounted(node) && isWindow(node.window);
    case 'audience':
      return node.audience !== '';
  }
}

export function isTested(name: string, { value, operator }: Test): boolean {
  if (name === '') {
    return false;
  }
  switch (value.shape) {
    case 'none':
      return true;
    case 'one':
      return value.value !== null && (value.value !== '' || mayBeEmpty(operator));
    case 'many':
      return value.values.length > 0;
    case 'range':
      return (
        value.low !== null &&
        value.low !== '' &&
        value.high !== null &&
        value.high !== '' &&
        typeof value.low === typeof value.high &&
        value.low <= value.high
      );
    case 'distance':
      return isDistance(value.distance);
  }
}

/** What keeps a rule from being complete: unfinished conditions and filters, in reading order. */
export function unfinished(node: RuleNode): string[] {
  switch (node.kind) {
    case 'group':
      return node.nodes.length === 0 ? [node.id] : node.nodes.flatMap(unfinished);
    case 'event':
      return [
        ...(isFinished(node) ? [] : [node.id]),
        ...node.where.filter(({ property, test }) => !isTested(property, test)).map(({ id }) => id),
      ];
    default:
      return isFinished(node) ? [] : [node.id];
  }
}

function isNamed({ call, event }: EventNode): boolean {
  return call !== 'track' || (event !== null && event !== '');
}

function isCounted({ count }: EventNode): boolean {
  return count.kind === 'never' || isWhole(count.times, 0, limits.count);
}

function isWindow(window: Window): boolean {
  switch (window.kind) {
    case 'ever':
      return true;
    case 'last':
      return isDistance(window.distance);
    case 'fixed':
      return (
        (window.from !== '' || window.to !== '') &&
        (window.from === '' || window.to === '' || window.from <= window.to)
      );
  }
}

function isDistance({ amount }: Distance): boolean {
  return isWhole(amount, 1, limits.span);
}

function isWhole(value: number | null, least: number, most: number): boolean {
  return value !== null && Number.isInteger(value) && value >= least && value <= most;
}

/** Being equal to the empty text says something; containing it does not. */
function mayBeEmpty(operator: Test['operator']): boolean {
  return operator === 'equals' || operator === 'notEquals';
}
