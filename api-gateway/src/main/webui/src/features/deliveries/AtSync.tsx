import { Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type {
  DestinationPerson,
  Sync,
  SyncPerson,
  SyncPersonDelivery,
  SyncPersonStep,
} from '@/api/generated/model';
import { syncsQuery } from '@/api/queries';
import { useStepWords } from '@/components/deliveries/useStepWords';
import { TextLink } from '@/components/links';
import { DeliveryLink, SyncLink } from '@/components/objects/ObjectLink';
import { useDestinationNames, useSyncNames } from '@/components/objects/useNames';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Remainders } from './Remainders';
import { StopReason } from './StopReason';
import classes from './WhyNot.module.css';

interface Props {
  at: SyncPerson;
  answer: Pick<DestinationPerson, 'destination' | 'profile'>;
  /** Whether the sync is named, because it is one of several. */
  named: boolean;
}

/** How far a person gets on the way of one sync, and why not further. */
export function AtSync({ at, answer, named }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const destination = useDestinationNames()(answer.destination);
  const sync = useQuery(syncsQuery(workspace)).data?.data.find(({ id }) => id === at.sync);
  const name = useSyncNames()(at.sync);
  return (
    <section aria-label={name}>
      {named && (
        <Title order={3} size="h4">
          <SyncLink id={at.sync} name={name} />
        </Title>
      )}
      {at.stop ? (
        <StopReason
          stop={at.stop}
          destination={destination}
          profile={answer.profile}
          present={isPresent(at)}
        />
      ) : (
        <Text className={classes.reason}>
          {t(there(at, sync), { destination })}{' '}
          {at.delivery?.deliveredAt && <Time at={at.delivery.deliveredAt} clock="wall" />}
        </Text>
      )}
      {at.stop && OF_ROWS.includes(at.stop.code) && (
        <TextLink
          to="/w/$workspace/syncs/$sync"
          params={{ workspace, sync: at.sync }}
          search={{ tab: 'log' }}
          display="block"
        >
          {t('whyNot.openLog')}
        </TextLink>
      )}
      <Remainders remainders={at.remainders} destination={destination} />
      {sync && <Steps steps={at.steps} sync={sync} destination={destination} />}
      {at.delivery && (
        <LastDelivery
          delivery={at.delivery}
          said={at.delivered || at.received || at.remainders.length > 0}
        />
      )}
    </section>
  );
}

const THERE = {
  audience: 'whyNot.there',
  profiles: 'whyNot.there',
  events: 'whyNot.thereEvent',
  model: 'whyNot.thereRows',
} as const;

const RECEIVED = {
  audience: 'whyNot.received',
  profiles: 'whyNot.received',
  events: 'whyNot.receivedEvent',
  model: 'whyNot.receivedRows',
} as const;

const there = ({ received }: SyncPerson, sync: Sync | undefined) =>
  (received ? RECEIVED : THERE)[sync?.from.kind ?? 'profiles'];

/** Without a row of the person, the sync log has what was sent. */
const OF_ROWS: readonly string[] = ['sends-rows', 'no-row'];

/** Whether the destination keeps all that was delivered before the consent was missing. */
const isPresent = ({ remainders }: SyncPerson) =>
  remainders.length > 0 && remainders.every(({ status, certain }) => status === 'stays' && certain);

interface StepsProps {
  steps: readonly SyncPersonStep[];
  sync: Sync;
  destination: string;
}

function Steps({ steps, sync, destination }: StepsProps) {
  const { t } = useTranslation();
  const words = useStepWords(sync);
  const stopped = steps.findIndex(({ reached }) => !reached);
  return (
    <ol className={classes.steps} aria-label={t('whyNot.steps', { destination })}>
      {steps.map(({ step, reached }, index) => {
        const Icon = reached ? IconCircleCheck : index === stopped ? IconCircleX : IconCircleDashed;
        return (
          <li key={step} className={classes.step} data-reached={reached}>
            <Icon
              size={17}
              className={classes.icon}
              aria-label={t(
                reached ? 'whyNot.reached' : index === stopped ? 'whyNot.stopped' : 'whyNot.open',
              )}
            />
            {words.step({ step })}
          </li>
        );
      })}
    </ol>
  );
}

const EARLIER = { write: 'whyNot.lastDelivered', remove: 'whyNot.removed' } as const;

const EARLIER_RECEIVED = {
  write: 'whyNot.lastReceived',
  remove: 'whyNot.lastRemovalReceived',
} as const;

interface LastDeliveryProps {
  delivery: SyncPersonDelivery;
  /** Whether other sentences say already what the destination has. */
  said: boolean;
}

/** Where an earlier delivery says more than the reason, and the way to it. */
function LastDelivery({ delivery, said }: LastDeliveryProps) {
  const { t } = useTranslation();
  const { id, operation, state, deliveredAt, confirmed } = delivery;
  const earlier = confirmed === false ? EARLIER_RECEIVED : EARLIER;
  return (
    <Text size="sm" c="dimmed">
      {!said &&
        (operation === 'remove' && state !== 'delivered' && state !== 'accepted'
          ? `${t('whyNot.removal', { state: t(`deliveries.states.${state}`) })} `
          : deliveredAt && (
              <>
                {t(operation === 'remove' ? earlier.remove : earlier.write)}{' '}
                <Time at={deliveredAt} clock="wall" />
                {'. '}
              </>
            ))}
      <DeliveryLink id={id} name={t('whyNot.openDelivery')} />
    </Text>
  );
}
