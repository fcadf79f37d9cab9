import type { Scalar } from '../rule/model';
import type { DataType } from '../rule/operators';

const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** What typed text may mean where values of these types stand, the most likely first. */
export function interpret(typed: string, types: readonly DataType[]): Scalar[] {
  const text = typed.trim();
  if (text === '') {
    return [];
  }
  const number = NUMBER.test(text) ? [Number(text)] : [];
  const asText = onlyNumbers(types) && number.length > 0 ? [] : [text];
  return types.includes('number') ? [...number, ...asText] : [...asText, ...number];
}

function onlyNumbers(types: readonly DataType[]): boolean {
  return types.length === 1 && types[0] === 'number';
}
