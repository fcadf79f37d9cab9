import { Text } from '@mantine/core';
import type { AuditEntry } from '@/api/generated/model';
import { DeliveryLink, RunLink } from '@/components/objects/ObjectLink';
import { UnreadPerson } from '@/features/people/UnreadPerson';
import { useTranslation } from '@/texts/useTranslation';
import { personOf } from './operations';

/** A link to an object that has no name in the words of the entry: a person, a run or a delivery. */
export function NamelessObject({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const person = personOf(entry);
  const { objectKind, object } = entry.administration ?? { objectKind: null, object: null };
  if (person !== null) {
    return (
      <Text fz="sm">
        <UnreadPerson id={person} />
      </Text>
    );
  }
  if (object === null || (objectKind !== 'run' && objectKind !== 'delivery')) {
    return null;
  }
  const Link = objectKind === 'run' ? RunLink : DeliveryLink;
  return (
    <Text fz="sm">
      <Link id={object} name={t(`administration.${objectKind}`)} />
    </Text>
  );
}
