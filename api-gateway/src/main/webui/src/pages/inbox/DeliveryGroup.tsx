import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InboxGroup } from '@/api/generated/model';
import { syncsQuery } from '@/api/queries';
import { causeName } from '@/components/deliveries/causeName';
import { Dialog } from '@/components/form/Dialog';
import { ButtonLink } from '@/components/links';
import { DeliveryLink, SyncLink } from '@/components/objects/ObjectLink';
import { useDestinationNames, useSyncNames } from '@/components/objects/useNames';
import { DeliveryState, isDeliveryState } from '@/components/states/DeliveryState';
import { QuotedMessage } from '@/components/text/QuotedMessage';
import { Time } from '@/components/text/Time';
import { usePeople } from '@/components/text/usePeople';
import { refusedTrait } from '@/features/deliveries/origin';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { Decision, type DecisionKind } from './Decision';
import { isDecidedHere } from './decision';
import classes from './Inbox.module.css';

interface Props {
  group: InboxGroup;
  asOf: string;
}

/** Deliveries that wait for the same cause, and what a user can do about them. */
export function DeliveryGroup({ group, asOf }: Props) {
  const { t } = useTranslation();
  const destinationName = useDestinationNames();
  const syncName = useSyncNames();
  const { number } = usePeople();
  const { sync, state, cause, field, words, count, approximate, atLeast, sample } = group;
  const destination = destinationName(group.destination);
  const title = approximate
    ? t(atLeast ? 'inboxPage.deliveriesRoundedOfCounted' : 'inboxPage.deliveriesRounded', {
        number: number(count, approximate),
        destination,
      })
    : t(atLeast ? 'inboxPage.deliveriesAtLeast' : 'inboxPage.deliveries', { count, destination });
  const name = t(causeName(cause, state), { cause: cause ?? state });
  return (
    <li className={classes.group}>
      <div className={classes.head}>
        {isDeliveryState(state) ? <DeliveryState state={state} /> : state}
        <strong>{title}</strong>
        <SyncLink id={sync} name={syncName(sync)} inText />
      </div>
      <div className={classes.detail}>
        {name}
        {field && ` · ${field}`} <QuotedMessage words={words} />
      </div>
      <div className={classes.times}>
        {group.since && group.newest && (
          <>
            {t('inboxPage.since')} <Time at={group.since} clock="wall" />, {t('inboxPage.newest')}{' '}
            <Time at={group.newest} clock="wall" />
            {sample && ' · '}
          </>
        )}
        {sample && (
          <>
            {t('inboxPage.newestOf')}{' '}
            {sample.profile && (
              <>
                <PersonName id={sample.profile} person={sample.person} inText />
                {', '}
              </>
            )}
            <DeliveryLink id={sample.id} name={t('inboxPage.newestDelivery')} />
          </>
        )}
      </div>
      <Actions group={group} asOf={asOf} label={t('inboxPage.actionsOf', { title, cause: name })} />
    </li>
  );
}

function Actions({ group, asOf, label }: Props & { label: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const mayRetry = useMay('retryDeliveries').allowed;
  const mayConfirm = useMay('confirmDeliveries').allowed;
  const mayCorrect = useMay('correctTrait').allowed;
  const syncs = useQuery(syncsQuery(workspace)).data?.data;
  const [asked, setAsked] = useState(false);
  // It stays while its window closes.
  const [kind, setKind] = useState<DecisionKind>('retry');
  const { destination, sync, state, cause, field, sample } = group;
  const uncertain = state === 'uncertain';
  const decidedHere = isDecidedHere(group);
  const trait =
    sample &&
    refusedTrait(
      sample,
      syncs?.find(({ id }) => id === sync),
    );
  const ask = (about: DecisionKind) => {
    setKind(about);
    setAsked(true);
  };
  const retry = t(uncertain ? 'activation.sendAgain' : 'activation.tryAgain');
  return (
    <Group gap="xs" role="group" aria-label={label}>
      {!decidedHere && (mayConfirm || mayRetry) && (
        <Text fz="sm">{t('inboxPage.decideInLog')}</Text>
      )}
      {uncertain && decidedHere && mayConfirm && (
        <Button size="compact-sm" variant="default" onClick={() => ask('arrived')}>
          {t('activation.theyArrived')}
        </Button>
      )}
      {decidedHere && mayRetry && (
        <Button size="compact-sm" variant="default" onClick={() => ask('retry')}>
          {retry}
        </Button>
      )}
      {trait !== undefined && sample?.profile && mayCorrect && (
        <ButtonLink
          size="compact-sm"
          variant="default"
          to="/w/$workspace/profiles/$profile"
          params={{ workspace, profile: sample.profile }}
          search={{ correct: trait, delivery: sample.id }}
        >
          {t('activation.correctTrait', { trait })}
        </ButtonLink>
      )}
      {state === 'rejected' && (
        <ButtonLink
          size="compact-sm"
          variant="default"
          to="/w/$workspace/syncs/$sync"
          params={{ workspace, sync }}
          search={{ tab: 'mapping' }}
        >
          {t('inboxPage.openMapping')}
        </ButtonLink>
      )}
      <ButtonLink
        size="compact-sm"
        variant="subtle"
        to="/w/$workspace/deliveries"
        params={{ workspace }}
        search={{ destination, sync, state, cause, field }}
      >
        {t('inboxPage.openLog')}
      </ButtonLink>
      <Dialog
        opened={asked}
        onClose={() => setAsked(false)}
        title={t(
          kind === 'arrived' ? 'activation.arrivedTitleSome' : 'activation.tryAgainTitleSome',
        )}
      >
        <Decision kind={kind} group={group} asOf={asOf} onClose={() => setAsked(false)} />
      </Dialog>
    </Group>
  );
}
