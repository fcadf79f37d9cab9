import type { AuditEntry, Member } from '@/api/generated/model';
import { plainNameOf } from '@/components/text/callerName';
import type { TFunction } from '@/texts/useTranslation';

interface Choice {
  value: string;
  label: string;
}

/** The members, whose names are shown once they are read; others are called as they were then. */
export interface ReadMembers {
  data: readonly Member[] | undefined;
  isPending: boolean;
}

/** Stands for a name while the members are read. */
const READING = '…';

/** The name of then, or a placeholder if it is hidden and the members, who may have a name to show, are not read yet. */
export function nameOfThen(
  actor: AuditEntry['actor'],
  { isPending }: Pick<ReadMembers, 'isPending'>,
  t: TFunction,
): string {
  return isPending && isHidden(actor) ? READING : actorName(actor, t);
}

function isHidden({ id, name }: AuditEntry['actor']): boolean {
  return name !== '' && name === id;
}

/** The name of then. The API has the id in its place if the name is an address that it hides. */
export function actorName(actor: AuditEntry['actor'], t: TFunction): string {
  return isHidden(actor) ? t('callers.hidden') : plainNameOf(actor.name);
}

/**
 * The choice of users: the members, and the user whom the address names, who may have left since.
 *
 * @param entries what is shown of them, where they have the name of then
 */
export function actorChoices(
  members: readonly Member[],
  actor: string | undefined,
  entries: readonly Pick<AuditEntry, 'actor'>[],
  t: TFunction,
): Choice[] {
  const choices = members.map(({ id, name, username }) => ({
    value: id,
    label: name || (typeof username === 'string' ? username : t('callers.hidden')),
  }));
  if (actor === undefined || choices.some(({ value }) => value === actor)) {
    return choices;
  }
  const past = entries.find((entry) => entry.actor.id === actor)?.actor;
  return [...choices, { value: actor, label: past ? actorName(past, t) : actor }];
}
