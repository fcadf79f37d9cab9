import { Button, Group, Text } from '@mantine/core';
import { type KeyboardEventHandler, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '@/api/identity';
import { EventLink } from '@/components/events/EventLink';
import { Failure } from '@/components/feedback/Failure';
import { StateBadge } from '@/components/StateBadge';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { PersonName } from '@/pages/profiles/PersonName';
import { useTypeWords } from '../rules/useTypeWords';
import classes from './conflicts.module.css';
import { conflictReason } from './words';

interface Props {
  conflict: Conflict;
  /** Whether this person may settle it and it is not settled yet. */
  settleable: boolean;
  keeping: boolean;
  error: Error | null;
  onKeyDown: KeyboardEventHandler<HTMLElement>;
  onMerge: () => void;
  onKeepApart: () => void;
}

export function ConflictItem({ conflict, settleable, keeping, error, ...on }: Props) {
  const { t } = useTranslation();
  const { this: saidOf, the } = useTypeWords();
  const { identifier, anchor, reason, profile, other, events, firstAt, lastAt, lastEvent } =
    conflict;
  const title = useId();
  return (
    <article
      // biome-ignore lint/a11y/noNoninteractiveTabindex: each article of a feed takes the focus
      tabIndex={0}
      className={classes.conflict}
      aria-labelledby={title}
      onKeyDown={on.onKeyDown}
    >
      <div className={classes.words}>
        <p id={title} className={classes.title}>
          {saidOf(identifier.type)}{' '}
          <span className="mono">
            <Value value={identifier.value} />
          </span>{' '}
          {t('identity.conflicts.namedBeside')} {the(anchor.type)}{' '}
          <span className="mono">
            <Value value={anchor.value} />
          </span>
          {t('identity.conflicts.elses')}
        </p>
        <Text>{t(conflictReason(reason), { reason })}</Text>
        <dl className={classes.people}>
          <div>
            <dt>{t('identity.conflicts.beside')}</dt>
            <dd>
              <PersonName id={profile} />
            </dd>
          </div>
          <div>
            <dt>{t('identity.conflicts.belongsTo')}</dt>
            <dd>
              <PersonName id={other} />
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
        {error && <Failure error={error} />}
      </div>
      {conflict.outcome && (
        <StateBadge state="ok">{t(`identity.conflicts.outcomes.${conflict.outcome}`)}</StateBadge>
      )}
      {settleable && (
        <Group gap="xs" className={classes.actions}>
          <Button size="xs" variant="default" onClick={on.onMerge}>
            {t('identity.conflicts.merge')}
          </Button>
          <Button size="xs" variant="default" loading={keeping} onClick={on.onKeepApart}>
            {t('identity.conflicts.keepApart')}
          </Button>
        </Group>
      )}
    </article>
  );
}
