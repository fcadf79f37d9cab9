import type { AuditEntry, Member } from '@/api/generated/model';
import { plainNameOf } from '@/components/text/callerName';

interface Choice {
  value: string;
  label: string;
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
