import { Button, Group, Stack, Text } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import { useState } from 'react';
import { EventLink } from '@/components/events/EventLink';
import { StateBadge } from '@/components/StateBadge';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Unmerge.module.css';

const USUAL_MS = 30_000;

interface Props {
  profile: string;
  /** The new person, as soon as there is one. */
  into: string | null;
  event: string;
  onClose: () => void;
}

/** Says that it is on its way, and then who the two people are. */
export function OnItsWay({ profile, into, event, onClose }: Props) {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  useTimeout(() => setLate(true), USUAL_MS, { autoInvoke: true });
  return (
    <Stack gap="md">
      <div role="status">
        {into ? (
          <Stack gap="md">
            <div>
              <StateBadge state="ok">{t('unmerge.way.done')}</StateBadge>
            </div>
            <ul className={classes.people}>
              <li>
                <PersonName id={into} inText /> {t('unmerge.way.new')}
              </li>
              <li>
                <PersonName id={profile} inText /> {t('unmerge.way.stayed')}
              </li>
            </ul>
          </Stack>
        ) : late ? (
          <Text>
            {t('unmerge.way.late')}{' '}
            <EventLink id={event} inText>
              {t('unmerge.way.event')}
            </EventLink>
            .
          </Text>
        ) : (
          <Group gap="sm">
            <StateBadge state="running">{t('unmerge.way.title')}</StateBadge>
            <Text>{t('unmerge.way.now')}</Text>
          </Group>
        )}
      </div>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('unmerge.way.close')}
        </Button>
      </Group>
    </Stack>
  );
}
