import { IconArchive, IconCopyOff, IconUserCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import type { Event, PersonLabel } from '@/api/generated/model';
import { readQuarantinedInput } from '@/api/generated/operations';
import { EventLink } from '@/components/events/EventLink';
import { reasonName } from '@/components/events/reasonName';
import { TextLink } from '@/components/links';
import { TryAgain } from '@/features/pending/TryAgain';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Step } from './Step';

/** Whom an event was applied to, or why it was not. */
export function Decision({ event }: { event: Event }) {
  const { t } = useTranslation();
  switch (event.outcome) {
    case 'applied':
      return (
        <Step state="ok" icon={IconUserCheck} title={t('event.applied')}>
          {event.profile ? (
            <Person id={event.profile} person={event.person} />
          ) : (
            t('event.noPerson')
          )}
        </Step>
      );
    case 'duplicate':
      return (
        <Step state="paused" icon={IconCopyOff} title={t('event.duplicate')}>
          <Repeated reason={event.reason ?? ''} />
        </Step>
      );
    default:
      return <InQuarantine event={event} />;
  }
}

/** The earlier event that a duplicate repeats, which the API names by its id. */
function Repeated({ reason }: { reason: string }) {
  const { t } = useTranslation();
  const first = /^repeats (evt_\w+)$/.exec(reason)?.[1];
  return first === undefined ? (
    `${t('event.duplicateDetail')} ${reason}`
  ) : (
    <>
      {t('event.duplicateOf')}{' '}
      <EventLink id={first} inText>
        {t('event.first')}
      </EventLink>
    </>
  );
}

function Person({ id, person }: { id: string; person: PersonLabel | null }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  return (
    <>
      <div>
        <PersonName id={id} person={person} />
      </div>
      <TextLink to="/w/$workspace/events" params={{ workspace }} search={{ profile: id }} fz="sm">
        {t('event.follow')}
      </TextLink>
    </>
  );
}

function InQuarantine({ event }: { event: Event }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { data } = useQuery({
    queryKey: ['workspaces', workspace, 'quarantine', event.id],
    queryFn: ({ signal }) => readQuarantinedInput(workspace, event.id, { signal }),
    ...following({ quarantine: event.id, events: event.id }),
  });
  const reason = event.reason ?? '';
  return (
    <Step
      state="attention"
      icon={IconArchive}
      title={`${t('timeline.outcomes.quarantined')}: ${t(reasonName(reason), { reason })}`}
    >
      <p>{data?.quarantined.detail}</p>
      <TryAgain input={event.id} redrives={data?.quarantined.redrives ?? 0} />
    </Step>
  );
}
