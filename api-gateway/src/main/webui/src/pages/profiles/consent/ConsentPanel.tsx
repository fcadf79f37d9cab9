import { ActionIcon, Button, Text, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import type { Profile } from '@/api/generated/model';
import { later } from '@/components/later/later';
import { useOpenedOnce } from '@/components/later/useOpenedOnce';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { PendingMark } from '@/features/pending/PendingMark';
import { usePendingChanges } from '@/features/pending/usePending';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import { type Answered, answersOf, type Question } from './answers';
import classes from './ConsentPanel.module.css';

const EarlierAnswers = later(() =>
  import('./EarlierAnswers').then(({ EarlierAnswers }) => ({ default: EarlierAnswers })),
);

const OpenedAnswer = later(() =>
  import('./OpenedAnswer').then(({ OpenedAnswer }) => ({ default: OpenedAnswer })),
);

/** What a person allows and wants. Questions without an answer are not in the list. */
export function ConsentPanel({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  // The API asks for the same role for consent and for subscriptions.
  const may = useMay('setConsent');
  const pending = usePendingChanges(profile.id);
  /** What is asked about; `new` for a purpose or a channel that is not in the list. */
  const [asked, setAsked] = useState<Question | 'new' | null>(null);
  const [earlier, setEarlier] = useState(false);
  const answers = answersOf(profile, pending);
  return (
    <Panel title={t('profiles.consent')}>
      {answers.length === 0 ? (
        <Text c="dimmed">{t('profiles.noConsent')}</Text>
      ) : (
        <ul className="plain-list">
          {answers.map((answered) => (
            <Row
              key={`${answered.about} ${answered.name}`}
              profile={profile.id}
              answered={answered}
              onChange={may.allowed ? () => setAsked(answered) : null}
            />
          ))}
        </ul>
      )}
      {may.allowed && (
        <Button size="compact-sm" variant="default" mt="sm" onClick={() => setAsked('new')}>
          {t('profiles.setAnswer')}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        mt="sm"
        aria-expanded={earlier}
        onClick={() => setEarlier(!earlier)}
      >
        {t('profiles.allAnswers')}
      </Button>
      {earlier && (
        <Suspense fallback={<TableSkeleton rows={3} />}>
          <EarlierAnswers profile={profile.id} />
        </Suspense>
      )}
      {!may.allowed && may.needs && (
        <Text fz="sm" c="dimmed" mt="xs">
          {t('profiles.mayNotSet', { role: t(`roles.${may.needs}`) })}
        </Text>
      )}
      {useOpenedOnce(asked !== null) && (
        <Suspense>
          <OpenedAnswer
            profile={profile.id}
            opened={asked !== null}
            about={asked === 'new' ? null : asked}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      )}
    </Panel>
  );
}

interface RowProps {
  profile: string;
  answered: Answered;
  /** Null for users who may not change the answer. */
  onChange: (() => void) | null;
}

function Row({ profile, answered: { about, name, answer }, onChange }: RowProps) {
  const { t } = useTranslation();
  const label = t(`profiles.changeAnswer.${about}`, { name });
  return (
    <li>
      <span className={classes.question}>
        {name}
        <Text span fz="sm" c="dimmed">
          {t(`profiles.kinds.${about}`)}
        </Text>
      </span>
      <div className={classes.answer}>
        <div className={classes.value}>
          <strong>{t(answer === null ? 'profiles.noAnswer' : `profiles.answers.${answer}`)}</strong>
          {onChange && (
            <Tooltip label={label}>
              <ActionIcon size="sm" variant="default" aria-label={label} onClick={onChange}>
                <IconPencil size={14} />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
        <PendingMark object={profile} subject={about} name={name} />
      </div>
    </li>
  );
}
