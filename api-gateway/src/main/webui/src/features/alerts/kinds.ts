import type { AlertRule } from '@/api/generated/model';

export type RuleKind = AlertRule['kind'];
export type ObjectKind = AlertRule['objectKind'];
export type Channel = AlertRule['channels'][number];
export type Unsent = AlertRule['notSent'][number];

/** What can be watched of an object; the first one is what a new rule begins with. */
export const KINDS: Readonly<Record<ObjectKind, readonly [RuleKind, ...RuleKind[]]>> = {
  audience: ['size-below', 'size-above', 'size-change'],
  sync: ['failed-share', 'failed-deliveries'],
  source: ['silence'],
  model: ['lateness'],
};

/** Whether this version knows the kind: a stored rule may be of a later one. */
export const isRuleKind = (kind: unknown): kind is RuleKind =>
  Object.values(KINDS).some((kinds) => kinds.some((each) => each === kind));

/** Whether the threshold is a time, in minutes. */
export const isTime = (kind: RuleKind) => kind === 'silence' || kind === 'lateness';

export const isShare = (kind: RuleKind) => kind === 'size-change' || kind === 'failed-share';

/** Whether the figures of an object tell how many people there are, and so need the right to personal data. */
export const countsPeople = (kind: ObjectKind) => kind === 'audience' || kind === 'sync';

/** An object that rules watch. */
export interface Watched {
  kind: ObjectKind;
  id: string;
}
