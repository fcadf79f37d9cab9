import { humanName } from '@/components/text/humanName';
import type { TFunction } from '@/texts/useTranslation';
import type { Distance, EventNode, Operator, Scalar, Test, Where } from '../rule/model';
import { labelOf } from '../rule/operators';

/** Operators where a text says enough by itself: "with Coffee at home". */
const BARE: readonly Operator[] = ['equals', 'in', 'includes', 'includesAny', 'includesAll'];

/** Which of an event's occurrences a condition counts: "with Coffee at home in the last 30 days". */
export function countedOf({ where = [], window }: EventNode, t: TFunction): string {
  const filters = where.map((filter) => filterWords(filter, t)).join(` ${t('builder.and')} `);
  return [
    ...(filters === '' ? [] : [t('builder.evidence.with', { filters })]),
    ...windowWords(window, t),
  ].join(' ');
}

function filterWords({ property, test }: Where, t: TFunction): string {
  const value = valueWords(test, t);
  const isText = [test.value].flat().every((each) => typeof each === 'string' && each !== '');
  return BARE.includes(test.operator) && isText
    ? value
    : `${humanName(property)} ${labelOf(test.operator)} ${value}`.trim();
}

function valueWords({ operator, value }: Test, t: TFunction): string {
  const pair = operator === 'between' || operator === 'includesAll';
  const between = ` ${t(pair ? 'builder.and' : 'builder.evidence.or')} `;
  return [value]
    .flat()
    .filter((part) => part !== null && part !== undefined)
    .map((part) => partWords(part, t))
    .join(between);
}

function partWords(part: Scalar | PartialDistance, t: TFunction): string {
  if (typeof part === 'object') {
    return spanWords(part, t);
  }
  return typeof part === 'boolean' ? t(part ? 'value.yes' : 'value.no') : String(part);
}

type PartialDistance = Pick<Distance, 'amount'> & { unit: Distance['unit'] | null };

function spanWords({ amount, unit }: PartialDistance, t: TFunction): string {
  return unit === null ? '' : `${amount} ${t(`builder.units.${unit}`, { count: amount ?? 0 })}`;
}

function windowWords(window: EventNode['window'], t: TFunction): string[] {
  if (window === undefined) {
    return [];
  }
  if ('last' in window) {
    return [`${t('builder.windows.last')} ${spanWords(window.last, t)}`];
  }
  return [
    ...(window.from ? [t('builder.evidence.from', { date: window.from })] : []),
    ...(window.to ? [t('builder.evidence.to', { date: window.to })] : []),
  ];
}
