import { Text } from '@mantine/core';
import type { Unmerge } from '@/api/generated/model';
import { ActorName } from '@/components/text/ActorName';
import { CommaList } from '@/components/text/CommaList';
import { Time } from '@/components/text/Time';
import { NamedWords } from '@/features/people/NamedWords';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  unmerge: Unmerge;
  /** Whose history this is: who stayed, or who was made a person of their own. */
  profile: string;
}

/** A person who was divided from another one. */
export function OneUnmerge({
  unmerge: { into, profile: from, identifiers, by, at },
  profile,
}: Props) {
  const { t } = useTranslation();
  return (
    <>
      {into === profile ? (
        <div>
          {t('unmerge.history.was')} <PersonName id={from} inText /> {t('unmerge.history.wasUntil')}{' '}
          <ActorName actor={by} /> <Time at={at} clock="business" />
        </div>
      ) : (
        <div>
          <PersonName id={into} inText /> {t('unmerge.history.own')} <ActorName actor={by} />{' '}
          <Time at={at} clock="business" />
        </div>
      )}
      <Text fz="sm" c="dimmed">
        {t('unmerge.history.with')}{' '}
        <CommaList all={identifiers}>{(named) => <NamedWords named={named} />}</CommaList>
      </Text>
    </>
  );
}
