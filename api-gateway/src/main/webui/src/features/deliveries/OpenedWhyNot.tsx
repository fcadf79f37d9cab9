import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { DestinationPerson } from '@/api/generated/model';
import { hasStatus } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { Time } from '@/components/text/Time';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { AtSync } from './AtSync';
import { explanationQuery } from './explanationQuery';
import type { Place } from './place';

/** How far a person gets on the way to a place, step by step. */
export function OpenedWhyNot({ place, profile }: { place: Place; profile: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery(explanationQuery(workspace, place, profile));
  return (
    <Loaded
      query={query}
      skeleton={<Skeleton height={200} />}
      failed={(error, again) =>
        hasStatus(error, 404) ? (
          <Text>{t('whyNot.notArrived')}</Text>
        ) : (
          <Failure error={error} again={again} />
        )
      }
    >
      {(answer) => <Answer answer={answer} place={place} />}
    </Loaded>
  );
}

function Answer({ answer, place }: { answer: DestinationPerson; place: Place }) {
  const { t } = useTranslation();
  const { person, profile, asOf, syncs, concealed } = answer;
  return (
    <Stack gap="lg">
      <Text>
        <PersonName id={profile} person={person} inText />, {t('audiences.decidedAsOf')}{' '}
        <Time at={asOf} clock="wall" />
      </Text>
      {syncs.map((each) => (
        <AtSync key={each.sync} at={each} answer={answer} named={place.kind === 'destination'} />
      ))}
      {syncs.length === 0 && concealed.length === 0 && <Text>{t('destinations.noSyncs')}</Text>}
      {concealed.length > 0 && (
        <Text c="dimmed">{t('whyNot.concealed', { count: concealed.length })}</Text>
      )}
    </Stack>
  );
}
