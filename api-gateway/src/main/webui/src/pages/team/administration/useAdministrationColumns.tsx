import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { AuditEntry, Member } from '@/api/generated/model';
import { useModelNames } from '@/components/objects/useNames';
import { StateBadge } from '@/components/StateBadge';
import type { Column } from '@/components/table/column';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import type { State } from '@/theme/states';
import { nameOfThen, type ReadMembers } from '../audit/actors';
import { nameOf } from '../nameOf';
import { Changes } from './Changes';
import { failureOf, known, type Outcome, outcomeOf } from './operations';

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
  const name = useObjectName(of, members);
  const outcome = outcomeOf(of?.outcome ?? 'done');
  const failure = failureOf(entry);
  return (
    <>
      {operation === null ? (
        <span className="mono">{entry.operation}</span>
      ) : (
        t(`administration.did.${operation}`, { name })
      )}
      {outcome !== 'done' && (
        <>
          {' '}
          <StateBadge state={STATES[outcome]}>{t(`administration.outcome.${outcome}`)}</StateBadge>
        </>
      )}
      {failure && (
        <Text fz="sm" c="dimmed">
          {t('administration.failure', { error: failure })}
        </Text>
      )}
    </>
  );
}

/** The name of then, or else the present name of a member or a model, or else the id or key. */
function useObjectName(
  of: AuditEntry['administration'],
  members: readonly Member[] | undefined,
): string {
  const { t } = useTranslation();
  const modelName = useModelNames();
  if (!of) {
    return '';
  }
  if (of.name) {
    return of.name;
  }
  const { object, objectKind } = of;
  if (objectKind === 'member') {
    const member = members?.find(({ id, username }) => id === object || username === object);
    return member ? nameOf(member) : (object ?? t('callers.hidden'));
  }
  return objectKind === 'model' && object !== null ? modelName(object) : (object ?? '');
}
