import type { AccountLimit, BudgetUse, BudgetWindow } from '@/api/generated/model';
import type { TFunction } from '@/texts/useTranslation';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** The units that others may use beyond ours, or that nobody knows of. */
export interface Shares {
  ours: number;
  others: number;
  kept: number;
}

/** A limit in words, such as "250,000 requests a day". */
export function limitWords({ unit, amount, window }: AccountLimit, t: TFunction): string {
  const units = t(`limits.units.${unit}`, { count: amount });
  return window ? t('limits.inTime', { units, time: timeWords(window, t) }) : units;
}

function timeWords({ per, perSeconds }: BudgetWindow, t: TFunction): string {
  if (per) {
    return t(`limits.per.${per}`);
  }
  const seconds = perSeconds ?? 1;
  if (seconds === 1) {
    return t('limits.per.second');
  }
  if (seconds % HOUR === 0) {
    return t('limits.times.hours', { count: seconds / HOUR });
  }
  return seconds % MINUTE === 0
    ? t('limits.times.minutes', { count: seconds / MINUTE })
    : t('limits.times.seconds', { count: seconds });
}

/**
 * The parts of the amount, from 0 to 1; null if the use is not known. What other programs use takes
 * the place of what is kept for them.
 */
export function sharesOf({ limit, current }: Pick<BudgetUse, 'limit' | 'current'>): Shares | null {
  if (current.used === null) {
    return null;
  }
  const ours = Math.min(1, current.used / limit.amount);
  const others = Math.min(1 - ours, (current.others?.used ?? 0) / limit.amount);
  const kept = current.others ? 0 : Math.min(1 - ours, limit.keptForOthers / limit.amount);
  return { ours, others, kept };
}

/** When a day of the vendor begins, by the vendor's clock, such as "00:00 (Europe/Berlin)". */
export function beginWords(at: string, window: BudgetWindow, locales?: readonly string[]): string {
  const timeZone = window.zone ?? 'UTC';
  const time = new Intl.DateTimeFormat(locales as string[] | undefined, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));
  return `${time} (${timeZone})`;
}
