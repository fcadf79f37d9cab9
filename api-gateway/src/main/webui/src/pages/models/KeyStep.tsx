import { Checkbox, Group, Loader, Radio, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { previewQuery, type RowsFrom } from '@/api/dataQueries';
import type { Column, KeyCheck } from '@/api/generated/model';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './KeyStep.module.css';
import type { ModelDraft } from './modelDraft';

interface Props {
  draft: ModelDraft;
  from: RowsFrom;
  columns: readonly Column[];
  onChange: (draft: ModelDraft) => void;
  keyError: string | undefined;
  entityError: string | undefined;
}

/** What tells rows apart, and what a row is. */
export function KeyStep({ draft, from, columns, onChange, keyError, entityError }: Props) {
  const { t } = useTranslation();
  const check = useQuery({
    ...previewQuery(useWorkspace(), from, draft.primaryKey),
    enabled: draft.primaryKey.length > 0,
  });
  return (
    <Stack gap="lg">
      <div>
        <Checkbox.Group
          label={t('models.key')}
          description={t('models.keyHelp')}
          error={keyError}
          value={draft.primaryKey}
          onChange={(primaryKey) => onChange({ ...draft, primaryKey })}
        >
          <Group gap="xs" mt={8}>
            {columns.map(({ name }) => (
              <div key={name} className={classes.chip}>
                <Checkbox value={name} label={<span className="mono">{name}</span>} />
              </div>
            ))}
          </Group>
        </Checkbox.Group>
        <div role="status" className={classes.check}>
          {check.isFetching && (
            <Group gap="xs">
              <Loader size={16} aria-hidden /> {t('models.keyChecking')}
            </Group>
          )}
          {!check.isFetching && check.data?.key && <Checked check={check.data.key} />}
        </div>
      </div>
      <Radio.Group
        label={t('models.rowIs')}
        value={draft.person ? 'person' : 'other'}
        onChange={(value) => onChange({ ...draft, person: value === 'person' })}
      >
        <Stack gap="xs" mt={8}>
          <Radio value="person" label={t('models.aPerson')} description={t('models.aPersonHelp')} />
          <Radio
            value="other"
            label={t('models.somethingElse')}
            description={t('models.somethingElseHelp')}
          />
        </Stack>
      </Radio.Group>
      {!draft.person && (
        <TextInput
          maw={420}
          label={t('models.entity')}
          description={t('models.entityHelp')}
          value={draft.entity}
          error={entityError}
          onChange={({ currentTarget }) => onChange({ ...draft, entity: currentTarget.value })}
        />
      )}
    </Stack>
  );
}

/** Whether the key tells all rows apart, in numbers. */
function Checked({ check: { unique, rows, missing, repeated } }: { check: KeyCheck }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const numbers = rows != null && missing != null && repeated != null;
  return unique ? (
    <Group gap="xs" wrap="nowrap" className={classes.good}>
      <IconCircleCheck size={18} aria-hidden />
      <Text>{numbers ? t('models.keyGood', { count: rows }) : t('models.keyUnique')}</Text>
    </Group>
  ) : (
    <Group gap="xs" wrap="nowrap" className={classes.bad}>
      <IconAlertTriangle size={18} aria-hidden />
      <Text>
        {numbers
          ? t('models.keyBad', {
              rows: formats.number(rows),
              missing: formats.number(missing),
              repeated: formats.number(repeated),
            })
          : t('models.keyNotUnique')}
      </Text>
    </Group>
  );
}
