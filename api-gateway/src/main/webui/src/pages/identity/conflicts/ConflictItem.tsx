import { Text } from '@mantine/core';
import type { Conflict } from '@/api/identity';
import { EventLink } from '@/components/events/EventLink';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { useReasonWords } from '@/features/identity/useReasonWords';
import { useTypeWords } from '@/features/identity/useTypeWords';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import { DecidedBadge } from '../inbox/DecidedBadge';
import { InboxItem } from '../inbox/InboxItem';
import type { OnItem } from '../inbox/InboxList';
import classes from './conflicts.module.css';

interface Props extends OnItem {
  conflict: Conflict;
}

/** An identifier of another person in an event, and why the two people were not merged. */
export function ConflictItem({ conflict, ...on }: Props) {
  const { t } = useTranslation();
  const { this: saidOf, the } = useTypeWords();
  const { conflict: why } = useReasonWords();
  const { identifier, anchor, profile, person, other, otherPerson } = conflict;
  const { events, firstAt, lastAt, lastEvent } = conflict;
  return (
    <InboxItem
      id={conflict.id}
      title={
        <>
          {saidOf(identifier.type)}{' '}
          <span className="mono">
            <Value value={identifier.value} />
          </span>{' '}
          {t('identity.conflicts.namedBeside')} {the(anchor.type)}{' '}
          <span className="mono">
            <Value value={anchor.value} />
          </span>
          {t('identity.conflicts.elses')}
        </>
      }
      outcome={conflict.outcome && <DecidedBadge id={conflict.id} outcome={conflict.outcome} />}
      {...on}
    >
      <Text>{why(conflict)}</Text>
      <dl className={classes.people}>
        <div>
          <dt>{t('identity.conflicts.beside')}</dt>
          <dd>
            <PersonName id={profile} person={person} />
          </dd>
        </div>
        <div>
          <dt>{t('identity.conflicts.belongsTo')}</dt>
          <dd>
            <PersonName id={other} person={otherPerson} />
          </dd>
        </div>
      </dl>
      <Text fz="sm" c="dimmed">
        {t('identity.conflicts.events', { count: events })} · {t('identity.conflicts.first')}{' '}
        <Time at={firstAt} clock="business" /> · {t('identity.conflicts.last')}{' '}
        <Time at={lastAt} clock="business" /> ·{' '}
        <EventLink id={lastEvent} inText>
          {t('identity.conflicts.lastEvent')}
        </EventLink>
      </Text>
    </InboxItem>
  );
}
