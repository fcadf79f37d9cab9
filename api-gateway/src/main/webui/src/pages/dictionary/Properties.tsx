import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { CatalogueProperty } from '@/api/generated/model';
import { declarePropertyType } from '@/api/generated/operations';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { LaterModal } from '@/components/later/LaterModal';
import { Panel } from '@/components/page/Panel';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { humanName } from '@/components/text/humanName';
import { RawName } from '@/components/text/RawName';
import { roundedNumber } from '@/components/text/roundedNumber';
import { Time } from '@/components/text/Time';
import { usePeople } from '@/components/text/usePeople';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { AsOf } from './AsOf';
import type { Call } from './eventName';
import { propertiesQuery, unreadablePropertyQuery } from './queries';
import { Share } from './Share';
import { TypeChoice } from './TypeChoice';
import { TypeNames } from './TypeNames';
import { Values } from './Values';

interface Props {
  call: Call;
  event: string | undefined;
}

/** What comes with an event; the values of each open beside it. */
export function Properties({ call, event }: Props) {
  const { t } = useTranslation();
  const query = useQuery(propertiesQuery(useWorkspace(), call, event));
  const [opened, setOpened] = useState<string | null>(null);
  const columns = useColumns(query.data?.events ?? 0, query.data?.estimated ?? false, setOpened);
  return (
    <>
      <Panel title={t('dictionary.properties')} flush>
        <Loaded query={query} skeleton={<TableSkeleton rows={6} />}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty title={t('dictionary.noProperties')} />
            ) : (
              <DataTable
                label={t('dictionary.properties')}
                columns={columns}
                rows={data}
                rowId={({ name }) => name}
              />
            )
          }
        </Loaded>
      </Panel>
      {query.data && (
        <AsOf {...query.data} rounded={query.data.data.some(({ approximate }) => approximate)} />
      )}
      <LaterModal
        opened={opened !== null}
        onClose={() => setOpened(null)}
        title={t('dictionary.showValuesOf', { property: humanName(opened ?? '') })}
        closeButtonProps={{ 'aria-label': t('shell.close') }}
      >
        {opened !== null && (
          <Stack gap="md">
            <PropertyType
              call={call}
              event={event}
              name={opened}
              property={query.data?.data.find(({ name }) => name === opened)}
              estimated={query.data?.estimated ?? false}
            />
            <Values title={t('dictionary.values')} place={{ call, event, property: opened }} />
          </Stack>
        )}
      </LaterModal>
    </>
  );
}

interface PropertyProps extends Props {
  name: string;
  property: CatalogueProperty | undefined;
  estimated: boolean;
}

/** As which type rules read the property of this event. */
function PropertyType({ call, event, name, property, estimated }: PropertyProps) {
  const { t } = useTranslation();
  const { number } = usePeople();
  const workspace = useWorkspace();
  return (
    <TypeChoice
      operation="declarePropertyType"
      declared={property?.declared}
      unreadable={
        property?.declared && property.unreadable !== null && property.unreadable !== undefined
          ? { count: property.unreadable, approximate: property.approximate, estimated }
          : null
      }
      count={(type) => unreadablePropertyQuery(workspace, { call, event, property: name }, type)}
      words={({ count, approximate }, type) =>
        approximate
          ? t('dictionary.unreadableRounded', {
              number: number(count, roundedNumber(count)),
              type: t(`dictionary.declared.${type}`),
            })
          : t('dictionary.unreadableEvents', { count, type: t(`dictionary.declared.${type}`) })
      }
      declare={(type) =>
        declarePropertyType(workspace, { call, event: event ?? null, property: name, type })
      }
    />
  );
}

function useColumns(
  events: number,
  estimated: boolean,
  open: (property: string) => void,
): Column<CatalogueProperty>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('dictionary.property'),
        sort: ({ name }) => humanName(name),
        cell: ({ name }) => (
          <>
            {humanName(name)}
            <RawName name={name} label={humanName(name)} />
          </>
        ),
      },
      {
        id: 'type',
        header: t('dictionary.type'),
        sort: ({ types }) => types[0] ?? '',
        cell: ({ types }) => <TypeNames types={types} />,
      },
      {
        id: 'times',
        header: t('dictionary.times'),
        align: 'end',
        sort: (property) => property.events,
        cell: (property) => (
          <Share
            count={property.events}
            of={events}
            estimated={estimated}
            approximate={property.approximate}
          />
        ),
      },
      {
        id: 'lastSeen',
        header: t('dictionary.lastSeen'),
        sort: ({ lastSeen }) => lastSeen,
        cell: ({ lastSeen }) => <Time at={lastSeen} clock="business" />,
      },
      {
        id: 'values',
        header: t('dictionary.values'),
        cell: ({ name }) => (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('dictionary.showValuesOf', { property: humanName(name) })}
            onClick={() => open(name)}
          >
            {t('dictionary.showValues')}
          </Button>
        ),
      },
    ],
    [t, events, estimated, open],
  );
}
