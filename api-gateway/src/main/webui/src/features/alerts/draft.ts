import type { AlertRule, NewAlertRule } from '@/api/generated/model';
import { type Channel, isTime, type RuleKind } from './kinds';

export type Unit = 'minutes' | 'hours' | 'days';

const MINUTES: Readonly<Record<Unit, number>> = { minutes: 1, hours: 60, days: 1_440 };
export const UNITS: readonly Unit[] = ['minutes', 'hours', 'days'];

/** A rule as it is typed. */
export interface Draft {
  name: string;
  kind: RuleKind;
  /** Empty until something is typed. */
  amount: string | number;
  /** Of the amount, where it is a time. */
  unit: Unit;
  channels: readonly Channel[];
}

export function newDraft(kind: RuleKind, channels: readonly Channel[]): Draft {
  return { name: '', kind, amount: '', unit: 'hours', channels };
}

export function draftOf(rule: AlertRule): Draft {
  const { amount, unit } = isTime(rule.kind)
    ? timeOf(rule.threshold)
    : { amount: rule.threshold, unit: 'hours' as const };
  return { name: givenName(rule), kind: rule.kind, amount, unit, channels: rule.channels };
}

/** The name that a user gave; empty if the name is the condition. */
export const givenName = ({ named, name }: AlertRule) => (named ? name : '');

/** Null unless the amount is a whole number. */
export function thresholdOf({ kind, amount, unit }: Draft): number | null {
  const number = amount === '' ? Number.NaN : Number(amount);
  return Number.isInteger(number) ? number * (isTime(kind) ? MINUTES[unit] : 1) : null;
}

export function requestOf(
  draft: Draft,
  rule: { object: string; enabled: boolean; threshold: number },
): NewAlertRule {
  return {
    name: draft.name.trim() || null,
    kind: draft.kind,
    object: rule.object,
    threshold: rule.threshold,
    channels: [...draft.channels],
    enabled: rule.enabled,
  };
}

/** The same time in the largest unit in which it is whole. */
export function timeOf(minutes: number): { amount: number; unit: Unit } {
  const unit: Unit =
    minutes % MINUTES.days === 0 ? 'days' : minutes % MINUTES.hours === 0 ? 'hours' : 'minutes';
  return { amount: minutes / MINUTES[unit], unit };
}

/** About the same time, in whole units of which there are at least two. */
export function roughTimeOf(minutes: number): { amount: number; unit: Unit } {
  const unit: Unit =
    minutes >= 2 * MINUTES.days ? 'days' : minutes >= 2 * MINUTES.hours ? 'hours' : 'minutes';
  return { amount: Math.floor(minutes / MINUTES[unit]), unit };
}
