import { Skeleton, Text } from '@mantine/core';
import { Fragment } from 'react';
import type { ExpectedDelivery, KeptRecord, UnmergeSide } from '@/api/generated/model';
import { Loaded } from '@/components/feedback/Loaded';
import { DestinationLink, SyncLink } from '@/components/objects/ObjectLink';
import { useDestinationNames, useSyncNames } from '@/components/objects/useNames';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import { FirstOf } from '../FirstOf';
import classes from './Unmerge.module.css';
import type { Forecast } from './useForecast';

const NEW_PROFILE = 'prf_new';

interface Props {
  forecast: Forecast;
  side: 'stays' | 'leaves';
  person: Pick<UnmergeSide, 'consent' | 'subscriptions'>;
}

/** The records that one of the two would have at destinations, and what would be sent. */
export function SentThen({ forecast: { audiences, deliveries }, side, person }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <h4 className={classes.part}>{t('unmerge.then.sent')}</h4>
      {audiences.error ? (
        <Text c="dimmed">{t('unmerge.then.untold')}</Text>
      ) : (
        <Loaded query={deliveries} skeleton={<Skeleton height={44} />}>
          {(sent) =>
            sent[side].length + sent.kept[side].length === 0 ? (
              <Text c="dimmed">{t('unmerge.then.sentNone')}</Text>
            ) : (
              <ul className={classes.values}>
                <FirstOf all={sent.kept[side]}>
                  {(each) => <Kept record={each} side={side} />}
                </FirstOf>
                <FirstOf all={sent[side]}>
                  {(each) => <Sent delivery={each} person={person} />}
                </FirstOf>
              </ul>
            )
          }
        </Loaded>
      )}
    </>
  );
}

interface KeptProps {
  record: KeptRecord;
  side: Props['side'];
}

/** A record that the destination has, and that only changes its owner or nothing. */
function Kept({ record: { destination, sync, object, record }, side }: KeptProps) {
  const { t } = useTranslation();
  const destinationName = useDestinationNames();
  const syncName = useSyncNames();
  return (
    <>
      <DestinationLink id={destination} name={destinationName(destination)} inText /> ·{' '}
      <SyncLink id={sync} name={syncName(sync)} inText />:{' '}
      <span className="mono">
        <ExpectedValue value={record} />
      </span>{' '}
      <span className={classes.change} data-change="kept">
        {t(side === 'stays' ? 'unmerge.then.kept' : 'unmerge.then.taken', { object })}
      </span>
    </>
  );
}

interface SentProps {
  delivery: ExpectedDelivery;
  person: Props['person'];
}

function Sent({ delivery, person: { consent, subscriptions } }: SentProps) {
  const { t } = useTranslation();
  const destinationName = useDestinationNames();
  const syncName = useSyncNames();
  const { change, destination, sync, object, record, withheldFor } = delivery;
  const answered = withheldFor && (withheldFor in consent || withheldFor in subscriptions);
  const fields = Object.entries(delivery.fields as Record<string, unknown>);
  return (
    <>
      <DestinationLink id={destination} name={destinationName(destination)} inText /> ·{' '}
      <SyncLink id={sync} name={syncName(sync)} inText />:{' '}
      <span className="mono">
        <ExpectedValue value={record} />
      </span>{' '}
      <span className={classes.change} data-change={withheldFor ? 'withheld' : change}>
        {withheldFor
          ? t(answered ? 'unmerge.then.withheld' : 'unmerge.then.noAnswer', {
              purpose: withheldFor,
            })
          : t(`unmerge.then.${change}`, { object })}
      </span>
      {fields.length > 0 && (
        <Text fz="sm" c="dimmed">
          {fields.map(([field, value], index) => (
            <Fragment key={field}>
              {index > 0 && ' · '}
              {field} <ExpectedValue value={value} />
            </Fragment>
          ))}
        </Text>
      )}
    </>
  );
}

/** Who leaves has no id before they leave. */
function ExpectedValue({ value }: { value: unknown }) {
  const { t } = useTranslation();
  return value === NEW_PROFILE ? t('unmerge.then.newId') : <Value value={value} />;
}
