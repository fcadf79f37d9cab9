import { Text } from '@mantine/core';
import type { Identifier, LinkedPerson } from '@/api/generated/model';
import { CommaList } from '@/components/text/CommaList';
import { Time } from '@/components/text/Time';
import { Cause } from '@/features/people/Cause';
import { NamedWords } from '@/features/people/NamedWords';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';

/** A person who is connected with another one, by which identifiers, how often and when last. */
export function OneLink({
  linked: { profile, person, identifiers, otherIdentifiers, events, lastAt, lastEvent },
}: {
  linked: LinkedPerson;
}) {
  const { t } = useTranslation();
  return (
    <>
      <div>
        <PersonName id={profile} person={person} tab="identity" inText />:{' '}
        <AllNamed named={otherIdentifiers} />
      </div>
      <Text fz="sm" c="dimmed">
        {t('identity.why.links.named', { count: events })} <Time at={lastAt} clock="business" />
        <Cause id={lastEvent} />
        {'. '}
        {t('identity.why.links.beside')} <AllNamed named={identifiers} />
      </Text>
    </>
  );
}

function AllNamed({ named }: { named: Identifier[] }) {
  return <CommaList all={named}>{(each) => <NamedWords named={each} />}</CommaList>;
}
