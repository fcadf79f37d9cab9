import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PastConsent } from '@/api/generated/model';
import { Loaded } from '@/components/feedback/Loaded';
import { useModelNames, useSourceNames } from '@/components/objects/useNames';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { Time } from '@/components/text/Time';
import { ByHand } from '@/features/history/ByHand';
import { isAnswer } from '@/features/people/answers';
import { consentQuery } from '@/features/people/consentQuery';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { mayNotCount, originOf } from './earlier';

/** Every answer of a person about purposes and channels, newest first. */
export function EarlierAnswers({ profile }: { profile: string }) {
  const { t } = useTranslation();
  const query = useQuery(consentQuery(useWorkspace(), profile));
  return (
    <Loaded query={query} skeleton={<TableSkeleton rows={3} />}>
      {({ history }) =>
        history.length === 0 ? (
          <Text c="dimmed">{t('profiles.noEarlierAnswers')}</Text>
        ) : (
          <ol className="plain-list" aria-label={t('profiles.allAnswers')}>
            {history.map((past) => (
              <li key={`${past.event} ${past.about} ${past.name}`}>
                <EarlierAnswer answer={past} />
              </li>
            ))}
          </ol>
        )
      }
    </Loaded>
  );
}

function EarlierAnswer({ answer }: { answer: PastConsent }) {
  const { about, name, state, source, time, author } = answer;
  const { t } = useTranslation();
  const sourceName = useSourceNames();
  const modelName = useModelNames();
  const { kind, id } = originOf(source);
  const from = {
    manual: () => <ByHand author={author} />,
    model: () => modelName(id),
    source: () => sourceName(id),
  }[kind]();
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      {name}: {isAnswer(state) ? t(`profiles.answers.${state}`) : state}
      <Text fz="sm" c="dimmed">
        <Time at={time} clock="business" />
        {(about === 'consent' || about === 'subscription') && ` · ${t(`profiles.kinds.${about}`)}`}{' '}
        · {from}
        {mayNotCount(answer) && ` · ${t('profiles.mayNotCount')}`}
      </Text>
    </div>
  );
}
