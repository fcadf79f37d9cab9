import type { AuditEntry, Member } from '@/api/generated/model';
import { plainNameOf } from '@/components/text/callerName';
import type { TFunction } from '@/texts/useTranslation';

interface Choice {
  value: string;
  label: string;
}

/** The name of then. The API has the id in its place if the name is an address that it hides. */
export function actorName({ id, name }: AuditEntry['actor'], t: TFunction): string {
  return name !== '' && name === id ? t('callers.hidden') : plainNameOf(name);
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
): Choice[] {
  const choices = members.map(({ id, name, username }) => ({
    value: id,
    label: name || (typeof username === 'string' ? username : id),
  }));
  if (actor === undefined || choices.some(({ value }) => value === actor)) {
    return choices;
  }
  const past = entries.find((entry) => entry.actor.id === actor)?.actor;
  return [...choices, { value: actor, label: past ? plainNameOf(past.name) : actor }];
}
