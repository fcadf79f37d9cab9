import { Text } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import type { AuditEntry, Member } from '@/api/generated/model';
import { StateBadge } from '@/components/StateBadge';
import type { Column } from '@/components/table/column';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import type { State } from '@/theme/states';
import { nameOfThen, type ReadMembers } from '../audit/actors';
import { nameOf } from '../nameOf';
import { ChangedObject } from './ChangedObject';
import { Changes } from './Changes';
import { NamelessObject } from './NamelessObject';
import { failureOf, known, NAME, type Outcome, outcomeOf } from './operations';

const STATES: Record<Exclude<Outcome, 'done'>, State> = {
  failed: 'failing',
  refused: 'attention',
  requested: 'running',
  unknown: 'attention',
};

export function useAdministrationColumns({
  data: members,
  isPending,
}: ReadMembers): Column<AuditEntry>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'who',
        header: t('administration.who'),
        cell: ({ actor, administration }) => {
          const member = members?.find(({ id }) => id === actor.id);
          return (
            <>
              <strong>
                {(member ? nameOf(member) : nameOfThen(actor, { isPending }, t)) ||
                  t('administration.several')}
              </strong>
              {administration?.actorKind === 'program' && actor.name !== '' && (
                <Text fz="sm" c="dimmed">
                  {t('administration.program')}
                </Text>
              )}
            </>
          );
        },
      },
      {
        id: 'what',
        header: t('administration.what'),
        cell: (entry) => <RecordedOperation entry={entry} members={members} />,
      },
      {
        id: 'changes',
        header: t('administration.changes'),
        cell: (entry) => (
          <Changes
            of={entry.administration}
            changes={failureOf(entry) === null ? (entry.administration?.changes ?? []) : []}
            address={entry.administration?.address ?? null}
          />
        ),
      },
      {
        id: 'when',
        header: t('administration.when'),
        align: 'end',
        cell: ({ firstAt, reads }) => (
          <>
            <Time at={firstAt} clock="wall" exact />
            {reads > 1 && (
              <Text fz="sm" c="dimmed">
                {t('administration.times', { count: reads })}
              </Text>
            )}
          </>
        ),
      },
    ],
    [t, members, isPending],
  );
}

function RecordedOperation({
  entry,
  members,
}: {
  entry: AuditEntry;
  members: readonly Member[] | undefined;
}) {
  const { t } = useTranslation();
  const operation = known(entry.operation);
  const of = entry.administration;
  const outcome = outcomeOf(of?.outcome ?? 'done');
  const failure = failureOf(entry);
  return (
    <>
      {operation === null ? (
        <span className="mono">{entry.operation}</span>
      ) : (
        <Sentence words={t(`administration.did.${operation}`, { name: NAME })}>
          {of === null ? '' : <ChangedObject of={of} members={members} />}
        </Sentence>
      )}
      {outcome !== 'done' && (
        <>
          {' '}
          <StateBadge state={STATES[outcome]}>{t(`administration.outcome.${outcome}`)}</StateBadge>
        </>
      )}
      <NamelessObject entry={entry} />
      {failure && (
        <Text fz="sm" c="dimmed">
          {t('administration.failure', { error: failure })}
        </Text>
      )}
    </>
  );
}

/** The words of an operation, with the object in the place of its name. */
function Sentence({ words, children }: { words: string; children: ReactNode }) {
  const [before, after] = words.split(NAME);
  return after === undefined ? (
    words
  ) : (
    <>
      {before}
      {children}
      {after}
    </>
  );
}
