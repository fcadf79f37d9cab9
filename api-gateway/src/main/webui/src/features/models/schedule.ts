import type { Schedule } from '@/api/generated/model';
import { millisecondsOf } from '@/texts/duration';

/** How people say when a model runs. */
export const SCHEDULE_KINDS = ['manual', 'quarter', 'hourly', 'daily', 'every', 'cron'] as const;
export type ScheduleKind = (typeof SCHEDULE_KINDS)[number];

export interface ScheduleDraft {
  kind: ScheduleKind;
  /** Of `daily`: hours and minutes, as 06:30. */
  at: string;
  /** Of `every`, in minutes. */
  minutes: string;
  /** Of `cron`: five fields. */
  expression: string;
}

const DAILY = /^(\d{1,2}) (\d{1,2}) \* \* \*$/;
const MINUTE = 60_000;

export const BY_HAND: ScheduleDraft = {
  kind: 'manual',
  at: '06:00',
  minutes: '30',
  expression: '0 6 * * 1-5',
};

export function scheduleDraft(schedule: Schedule): ScheduleDraft {
  switch (schedule.kind) {
    case 'manual':
      return BY_HAND;
    case 'interval': {
      const minutes = millisecondsOf(schedule.every) / MINUTE;
      const kind = minutes === 15 ? 'quarter' : minutes === 60 ? 'hourly' : 'every';
      return { ...BY_HAND, kind, minutes: String(minutes) };
    }
    case 'cron': {
      const [, minute, hour] = DAILY.exec(schedule.expression) ?? [];
      return minute !== undefined && hour !== undefined
        ? { ...BY_HAND, kind: 'daily', at: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` }
        : { ...BY_HAND, kind: 'cron', expression: schedule.expression };
    }
  }
}

export function scheduleOf({ kind, at, minutes, expression }: ScheduleDraft): Schedule {
  switch (kind) {
    case 'manual':
      return { kind: 'manual' };
    case 'quarter':
      return { kind: 'interval', every: 'PT15M' };
    case 'hourly':
      return { kind: 'interval', every: 'PT1H' };
    case 'every':
      return { kind: 'interval', every: `PT${Math.round(Number(minutes))}M` };
    case 'daily': {
      const [hour, minute] = at.split(':').map(Number);
      return { kind: 'cron', expression: `${minute ?? 0} ${hour ?? 0} * * *` };
    }
    case 'cron':
      return { kind: 'cron', expression: expression.trim() };
  }
}
