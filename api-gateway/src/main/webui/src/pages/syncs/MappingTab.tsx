import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Field, FieldMapping, ObjectType, Sync } from '@/api/generated/model';
import { Columns } from '@/components/page/Columns';
import { Panel } from '@/components/page/Panel';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { FieldTypeWords } from '@/features/syncs/FieldTypeWords';
import { ObjectPromise } from '@/features/syncs/promise/ObjectPromise';
import { neverRepeats } from '@/features/syncs/promise/promiseFacts';
import { useTransformWords } from '@/features/syncs/steps/useTransformWords';
import { useReceivers } from '@/features/syncs/useReceivers';
import { useTranslation } from '@/texts/useTranslation';
import { recordsOf } from './form/manifest';
import classes from './MappingTab.module.css';
import { ValueSourceName } from './ValueSourceName';

interface Row extends FieldMapping {
  match: boolean;
  /** Its place among the further match fields, from 1; 0 for none. */
  further: number;
}

/** Which field of the destination gets what. */
export function MappingTab({ sync }: { sync: Sync }) {
  const { t } = useTranslation();
  const { connector, object } = useReceivers()(sync.destination, sync.object);
  const records = connector && object && recordsOf(connector, object);
  const rows: Row[] = [
    ...(sync.match ? [{ ...sync.match, match: true, further: 0 }] : []),
    ...sync.mapping.map((field) => ({
      ...field,
      match: false,
      further: (sync.furtherMatches ?? []).indexOf(field.field) + 1,
    })),
  ];
  const declaredAs = useMemo(() => {
    const fields = records?.fields ?? [];
    return (name: string) => fields.find((each) => each.name === name);
  }, [records]);
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        id: 'field',
        header: t('syncs.field'),
        cell: ({ field, match, further }) => (
          <>
            <FieldName field={field} declared={declaredAs(field)} />{' '}
            {further > 0 && (
              <Text span fz="sm" c="dimmed">
                {t('syncs.furtherMatch')}
              </Text>
            )}
            {match && (
              <Text span fz="sm" c="dimmed">
                {t('syncs.match')}
              </Text>
            )}
          </>
        ),
      },
      {
        id: 'from',
        header: t('syncs.gets'),
        cell: ({ from, transform }) => (
          <>
            <ValueSourceName from={from} />
            <Steps transform={transform} />
          </>
        ),
      },
    ],
    [t, declaredAs],
  );
  return (
    <Columns
      main={
        <Panel title={t('syncs.mapping')} flush>
          {rows.length > 0 && (
            <DataTable
              label={t('syncs.mapping')}
              columns={columns}
              rows={rows}
              rowId={({ field, match }) => `${match} ${field}`}
            />
          )}
          {sync.mapping.length === 0 && (
            <Text p="md" c="dimmed">
              {t(noMapping(sync, object))}
            </Text>
          )}
        </Panel>
      }
      side={<ObjectPanel sync={sync} />}
    />
  );
}

/** A field by its label, with its type, if the connector declares it; else by its name. */
function FieldName({ field, declared }: { field: string; declared: Field | undefined }) {
  return declared === undefined ? (
    <span className="mono">{field}</span>
  ) : (
    <>
      {declared.label}{' '}
      <Text span fz="sm" c="dimmed" className="mono">
        {field}
      </Text>
      <FieldTypeWords field={declared} />
    </>
  );
}

/** What happens with the value before it is sent. */
function Steps({ transform }: Pick<FieldMapping, 'transform'>) {
  const { t } = useTranslation();
  const words = useTransformWords();
  if (!transform) {
    return null;
  }
  return transform.length === 0 ? (
    <Text fz="sm" c="dimmed">
      {t('steps.converted')}
    </Text>
  ) : (
    <ol className={classes.steps} aria-label={t('steps.title')}>
      {transform.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps are known by their place alone
        <li key={index}>{words(step)}</li>
      ))}
    </ol>
  );
}

/** Why there is no mapping. */
function noMapping({ mode }: Sync, object: ObjectType | undefined) {
  if (mode === 'delete') {
    return 'syncs.noFields';
  }
  return object?.kind === 'membership' ? 'syncs.onlyList' : 'syncs.everything';
}

/** What users can rely on at the destination. */
function ObjectPanel({ sync }: { sync: Sync }) {
  const { t } = useTranslation();
  const { destination, connector, object } = useReceivers()(sync.destination, sync.object);
  return (
    destination &&
    connector &&
    object && (
      <Panel title={t('promise.of', { object: object.label })}>
        <ObjectPromise
          connector={connector}
          object={object}
          neverRepeats={neverRepeats(destination)}
        />
      </Panel>
    )
  );
}
