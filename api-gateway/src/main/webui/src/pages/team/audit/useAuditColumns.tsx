import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { AuditEntry } from '@/api/generated/model';
import type { Column } from '@/components/table/column';
import { callerOf } from '@/components/text/callerName';
import { Time } from '@/components/text/Time';
import { UnreadPerson } from '@/features/people/UnreadPerson';
import { useTranslation } from '@/texts/useTranslation';
import { nameOfThen, type ReadMembers } from './actors';
import { placeOf, whose } from './operations';
import { PartLink } from './PartLink';
import { useAuditWords } from './useAuditWords';

export function useAuditColumns({ data: members, isPending }: ReadMembers): Column<AuditEntry>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'who',
        header: t('audit.who'),
        cell: ({ actor }) => {
          const program = callerOf(actor.name).kind === 'program';
          const member = members?.find(({ id }) => id === actor.id);
          const name = member?.name || nameOfThen(actor, { isPending }, t);
          return (
            <>
              <strong>{name}</strong>
              {name !== actor.name && actor.name !== actor.id && (
                <Text fz="sm" c="dimmed">
                  {program ? t('administration.program') : actor.name}
                </Text>
              )}
            </>
          );
        },
      },
      { id: 'what', header: t('audit.what'), cell: (entry) => <ReadData entry={entry} /> },
      { id: 'whose', header: t('audit.whose'), cell: (entry) => <DataOwnerName entry={entry} /> },
      {
        id: 'when',
        header: t('audit.when'),
        align: 'end',
        cell: ({ firstAt, reads }) => (
          <>
            <Time at={firstAt} clock="wall" exact />
            {reads > 1 && (
              <Text fz="sm" c="dimmed">
                {t('audit.reads', { count: reads })}
              </Text>
            )}
          </>
        ),
      },
    ],
    [t, members, isPending],
  );
}

function ReadData({ entry }: { entry: AuditEntry }) {
  const words = useAuditWords()(entry);
  const part = placeOf(entry);
  if (words === null) {
    return (
      <span className="mono">
        {entry.operation}
        {entry.part !== null && ` ${entry.part}`}
      </span>
    );
  }
  return part === null ? words : <PartLink {...part} words={words} />;
}

function DataOwnerName({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const of = whose(entry);
  return typeof of === 'string' ? t(`audit.${of}`) : <UnreadPerson id={of.profile} />;
}
