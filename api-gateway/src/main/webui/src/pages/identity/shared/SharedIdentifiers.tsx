import { Button, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { SharedIdentifier } from '@/api/generated/model';
import { asked } from '@/api/identity';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { ItemNote } from '@/components/list/ItemList';
import { More } from '@/components/page/More';
import { Panel } from '@/components/page/Panel';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { Value } from '@/components/text/Value';
import { useTypeWords } from '@/features/identity/useTypeWords';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { rulesQuery, sharedQuery } from '../queries';

/** Values that stand beside more people than one person's own would. */
export function SharedIdentifiers() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useInfiniteQuery(sharedQuery(workspace));
  const suspectAfter = useQuery(rulesQuery(workspace)).data?.suspectAfter;
  const may = useMay('replaceIdentityRules');
  const columns = useSharedColumns(may.allowed);
  return (
    <Panel title={t('identity.tabs.shared')} flush>
      <ItemNote>
        {t('identity.shared.lead')}{' '}
        {!may.allowed && may.needs && t('identity.shared.needs', { role: t(`roles.${may.needs}`) })}
      </ItemNote>
      <Loaded query={query} skeleton={<TableSkeleton />}>
        {({ pages }) => {
          const found = pages.flatMap(({ data }) => data);
          return found.length === 0 ? (
            <Empty title={t('identity.shared.none')}>
              {suspectAfter === undefined
                ? t('identity.shared.noneDetailPlain')
                : t('identity.shared.noneDetail', { count: suspectAfter })}
            </Empty>
          ) : (
            <>
              <DataTable
                label={t('identity.tabs.shared')}
                columns={columns}
                rows={found}
                rowId={(row) => `${row.type} ${found.indexOf(row)}`}
              />
              <More query={query} />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function useSharedColumns(mayBlock: boolean) {
  const { t } = useTranslation();
  const { name } = useTypeWords();
  const formats = useFormats();
  return useMemo<Column<SharedIdentifier>[]>(
    () => [
      {
        id: 'value',
        header: t('identity.shared.value'),
        cell: ({ value }) => (
          <strong className="mono">
            <Value value={value} />
          </strong>
        ),
      },
      { id: 'type', header: t('identity.shared.type'), cell: ({ type }) => name(type) },
      {
        id: 'people',
        header: t('identity.shared.people'),
        align: 'end',
        cell: ({ people }) => formats.number(people),
      },
      {
        id: 'first',
        header: t('identity.shared.first'),
        align: 'end',
        cell: ({ firstAt }) => <Time at={firstAt} clock="business" />,
      },
      {
        id: 'last',
        header: t('identity.shared.last'),
        align: 'end',
        cell: ({ lastAt }) => <Time at={lastAt} clock="business" />,
      },
      ...(mayBlock
        ? [
            {
              id: 'block',
              header: t('activation.toDo'),
              align: 'end' as const,
              cell: (identifier: SharedIdentifier) => <Block identifier={identifier} />,
            },
          ]
        : []),
    ],
    [t, name, formats, mayBlock],
  );
}

/** Leads to the rules, where the value is added and not saved yet. */
function Block({ identifier }: { identifier: SharedIdentifier }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const block = asked(identifier);
  if (identifier.blocked || block === null) {
    return (
      <Text fz="sm" c="dimmed">
        {t(identifier.blocked ? 'identity.shared.blocked' : 'identity.shared.hidden')}
      </Text>
    );
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={t('identity.shared.blockOf', { value: block.value })}
      onClick={() => void navigate({ to: '.', search: {}, state: { block }, resetScroll: false })}
    >
      {t('identity.shared.block')}
    </Button>
  );
}
