import { Skeleton, Text } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import { listAudiencesOfEvent } from '@/api/generated/operations';
import { Loaded } from '@/components/feedback/Loaded';
import { AudienceLink } from '@/components/objects/ObjectLink';
import { useAudienceNames } from '@/components/objects/useNames';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Step } from './Step';

/** Which audiences the event made a person enter or leave. */
export function Audiences({ event }: { event: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const audienceName = useAudienceNames();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'event', event, 'audiences'],
    queryFn: async ({ signal }) => (await listAudiencesOfEvent(workspace, event, { signal })).data,
    ...following({ audiences: event }),
  });
  return (
    <Step
      state={query.data?.length ? 'ok' : 'paused'}
      icon={IconUsersGroup}
      title={t('nav.audiences')}
    >
      <Loaded query={query} skeleton={<Skeleton height={21} maw={320} />}>
        {(moves) =>
          moves.length === 0 ? (
            t('event.noAudiences')
          ) : (
            <ul className="plain-list">
              {moves.map(({ audience, profile, change }) => (
                <li key={audience + profile}>
                  <span>
                    <AudienceLink id={audience} name={audienceName(audience)} />{' '}
                    <Text span fz="sm" c="dimmed">
                      <PersonName id={profile} />
                    </Text>
                  </span>
                  <span>{t(change === 'enter' ? 'event.entered' : 'event.left')}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Step>
  );
}
