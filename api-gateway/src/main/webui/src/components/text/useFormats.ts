import { use, useMemo } from 'react';
import { LANGUAGE } from '@/texts/i18n';
import { dateOf, isFar, relativeTime } from '@/texts/relative';
import { HereContext } from '@/workspace/here';
import { type Part, partWords, shareWords } from './shareWords';

/** Numbers and times in the language of the page and the workspace's time zone. */
export function useFormats() {
  const timeZone = use(HereContext)?.timezone;
  const locale = localeOf(LANGUAGE);
  return useMemo(() => {
    const zone = timeZone ? { timeZone } : {};
    const number = new Intl.NumberFormat(locale);
    const difference = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' });
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
    const exact = new Intl.DateTimeFormat(locale, {
      ...zone,
      dateStyle: 'medium',
      timeStyle: 'medium',
    });
    const day = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'medium' });
    // A day by itself begins in no zone.
    const calendarDay = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'full' });
    const weekday = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'short' });
    const shortDay = new Intl.DateTimeFormat(locale, { ...zone, day: 'numeric', month: 'short' });
    const hour = new Intl.DateTimeFormat(locale, { ...zone, timeStyle: 'short' });
    const range = new Intl.DateTimeFormat(locale, {
      ...zone,
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
    });
    const list = new Intl.ListFormat(locale, { type: 'conjunction' });
    return {
      number: (value: number) => number.format(value),
      difference: (value: number) => difference.format(value),
      percent: (value: number) => shareWords(value, percent),
      share: (part: Part) => partWords(part, percent),
      exact: (at: Date) => `${exact.format(at)}${timeZone ? ` ${timeZone}` : ''}`,
      moment: (at: Date) => exact.format(at),
      day: (at: Date) => day.format(at),
      calendarDay: (day: string) => calendarDay.format(Date.parse(day)),
      weekday: (day: string) => weekday.format(Date.parse(day)),
      shortDay: (at: number) => shortDay.format(at),
      hour: (at: number) => hour.format(at),
      range: (from: number, to: number) => range.formatRange(from, to),
      /** How long ago; the date of what is more than a month away. */
      relative: (at: number, now: number) =>
        isFar(at, now) ? dateOf(at, now, locale, timeZone) : relativeTime(at, now, locale),
      list: (items: string[]) => list.format(items),
    };
  }, [locale, timeZone]);
}

/** The browser's own variant of the page's language: a user who reads English may write dates the British way. */
function localeOf(language: string): string {
  return navigator.languages.find((each) => each.split('-')[0] === language) ?? language;
}
