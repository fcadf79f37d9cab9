import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ObjectType } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import { FieldHelp } from '@/features/syncs/FieldHelp';
import { useTranslation } from '@/texts/useTranslation';
import { FieldPicker } from './FieldPicker';
import type { FromKind } from './manifest';
import type { DraftField } from './syncDraft';
import { ValuePicker } from './ValuePicker';
import type { AvailableNames } from './values';

interface Props {
  records: ObjectType;
  kind: FromKind;
  known: AvailableNames;
  match: DraftField;
  error: string | undefined;
  onChange: (match: DraftField) => void;
  /** The further match fields. */
  children?: ReactNode;
}

/** What finds the record at the destination, so that nobody stands there twice. */
export function MatchSection({ records, kind, known, match, error, onChange, children }: Props) {
  const { t } = useTranslation();
  const fields =
    records.matchFields.length > 0
      ? records.fields.filter(({ name }) => records.matchFields.includes(name))
      : records.fields;
  return (
    <Panel title={t('activation.match')}>
      <Text c="dimmed" mb="sm">
        {t('activation.matchHelp')}
      </Text>
      <Group align="flex-start" gap="sm">
        <FieldPicker
          label={t('syncs.field')}
          fields={fields}
          anyName={records.matchFields.length === 0 && records.otherFields !== null}
          value={match.field}
          error={undefined}
          required
          onChange={(field) => onChange({ ...match, field })}
        />
        <ValuePicker
          label={t('syncs.gets')}
          kind={kind}
          known={known}
          value={match.from}
          error={error}
          required
          onChange={(from) => onChange({ ...match, from })}
        />
      </Group>
      <FieldHelp field={records.fields.find(({ name }) => name === match.field)} />
      {children}
    </Panel>
  );
}
