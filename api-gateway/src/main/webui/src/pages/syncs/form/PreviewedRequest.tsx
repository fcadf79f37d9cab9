import { Stack, Text } from '@mantine/core';
import type {
  Audience,
  FieldMapping,
  InvalidField,
  Manifest,
  ObjectType,
  SyncPreview,
} from '@/api/generated/model';
import { ExchangeShown } from '@/components/deliveries/ExchangeShown';
import { StateBadge } from '@/components/StateBadge';
import { Value } from '@/components/text/Value';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import { EmptyBecause } from './EmptyBecause';
import { ListChange } from './ListChange';
import { joinedList } from './list';
import { recordsOf } from './manifest';
import classes from './PreviewedRequest.module.css';
import { mappingOf, type SyncDraft, takesFields } from './syncDraft';

interface Props {
  preview: SyncPreview;
  draft: SyncDraft;
  manifest: Manifest;
  audiences: readonly Audience[];
  profile: string | undefined;
}

type Row = FieldMapping | { field: string; from: null };

/** One record as it would leave: its fields, why some are empty, its list, and the requests. */
export function PreviewedRequest({ preview, draft, manifest, audiences, profile }: Props) {
  const { t } = useTranslation();
  const [record] = preview.records;
  const object = manifest.objects.find(({ name }) => name === draft.object);
  const known = object && recordsOf(manifest, object);
  const list = joinedList(draft, manifest, object);
  const labelOf = (field: string) =>
    known?.fields.find(({ name }) => name === field)?.label ?? field;
  if (record === undefined) {
    return (
      <Text>
        {t(draft.mode === 'delete' ? 'activation.notDeleted' : 'activation.notSent', {
          match: labelOf(draft.match.field),
        })}{' '}
        {list?.leaves && t('activation.leftList', { list: list.name })}{' '}
        {profile && <PersonName id={profile} beside />}
      </Text>
    );
  }
  const fields: Record<string, unknown> =
    typeof record.fields === 'object' && record.fields !== null ? { ...record.fields } : {};
  const invalid = record.invalid ?? [];
  const rows: Row[] =
    object === undefined || !takesFields(object, draft.mode)
      ? []
      : draft.everything
        ? Object.keys(fields).map((field) => ({ field, from: null }))
        : mappingOf(draft);
  return (
    <Stack gap="sm">
      {invalid.length > 0 ? (
        <div>
          <StateBadge state="failing">{t('activation.wouldNotBeSent')}</StateBadge>
          <Text mt={4}>{t('activation.invalidValues', { count: invalid.length })}</Text>
        </div>
      ) : record.withheldFor !== undefined ? (
        <div>
          <StateBadge state="paused">{t('deliveries.states.withheld')}</StateBadge>
          <Text mt={4}>{t('activation.withheldFor', { purpose: record.withheldFor })}</Text>
        </div>
      ) : (
        <div>
          <StateBadge state="ok">{t(wouldBe(draft.mode, known))}</StateBadge>
        </div>
      )}
      <dl className={classes.fields}>
        <div>
          <dt>{labelOf(draft.match.field)}</dt>
          <dd>
            <Value value={record.record} />
          </dd>
        </div>
        {rows.map((row) => (
          <div key={row.field}>
            <dt>{labelOf(row.field)}</dt>
            <dd>
              <MappedValue
                row={row}
                fields={fields}
                fault={invalid.find(({ field }) => field === row.field)}
              />
            </dd>
          </div>
        ))}
      </dl>
      {list && invalid.length === 0 && record.withheldFor === undefined && (
        <ListChange list={list} audience={draft.audience} audiences={audiences} />
      )}
      {preview.records.length > 1 && preview.requests.length > 0 && (
        <Text fz="sm" c="dimmed">
          {t('activation.together', { count: preview.records.length })}
        </Text>
      )}
      {preview.requests.map((exchange, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: requests are known by their place alone
        <ExchangeShown key={index} exchange={exchange} open />
      ))}
    </Stack>
  );
}

interface MappedValueProps {
  row: Row;
  fields: Record<string, unknown>;
  /** Why the value cannot be made. */
  fault: InvalidField | undefined;
}

/** The value of a field after its steps, or why there is none. */
function MappedValue({ row, fields, fault }: MappedValueProps) {
  const { t } = useTranslation();
  if (fault !== undefined) {
    const [, step] = /\/transform\/(\d+)$/.exec(fault.place) ?? [];
    return (
      <Text span c="var(--failing)">
        {step === undefined
          ? fault.words
          : t('steps.faultIn', { number: Number(step) + 1, words: fault.words })}
      </Text>
    );
  }
  if (row.field in fields || row.from === null) {
    return <Value value={fields[row.field]} />;
  }
  return row.transform && row.transform.length > 0 ? (
    <Text span fw={400} c="dimmed">
      {t('activation.empty.steps')}
    </Text>
  ) : (
    <EmptyBecause from={row.from} />
  );
}

/** What would happen with the record. */
function wouldBe(mode: SyncDraft['mode'], object: ObjectType | undefined) {
  if (mode !== 'delete') {
    return 'activation.wouldBeSent';
  }
  switch (object?.removal) {
    case 'told':
      return 'activation.removalWouldBeSent';
    case 'archived':
      return 'activation.wouldBeArchived';
    default:
      return 'activation.wouldBeDeleted';
  }
}
