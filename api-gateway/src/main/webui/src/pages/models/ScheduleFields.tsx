import { Group, NativeSelect, TextInput } from '@mantine/core';
import { SCHEDULE_KINDS, type ScheduleDraft, type ScheduleKind } from '@/features/models/schedule';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';

interface Props {
  schedule: ScheduleDraft;
  onChange: (schedule: ScheduleDraft) => void;
  error: string | undefined;
}

/** When the model runs by itself, in words; cron for those who want it. */
export function ScheduleFields({ schedule, onChange, error }: Props) {
  const { t } = useTranslation();
  const { timezone } = useHere();
  return (
    <Group align="flex-start" gap="sm">
      <NativeSelect
        label={t('models.schedule.label')}
        description={t('models.schedule.help')}
        value={schedule.kind}
        data={SCHEDULE_KINDS.map((kind) => ({ value: kind, label: t(`models.schedule.${kind}`) }))}
        onChange={({ currentTarget }) =>
          onChange({ ...schedule, kind: currentTarget.value as ScheduleKind })
        }
        error={schedule.kind === 'cron' ? undefined : error}
        flex="1 1 240px"
      />
      {schedule.kind === 'daily' && (
        <TextInput
          type="time"
          label={t('models.schedule.at')}
          description={timezone}
          value={schedule.at}
          onChange={({ currentTarget }) => onChange({ ...schedule, at: currentTarget.value })}
          w={160}
        />
      )}
      {schedule.kind === 'every' && (
        <TextInput
          type="number"
          min={1}
          label={t('models.schedule.minutes')}
          description={t('models.schedule.atLeast')}
          value={schedule.minutes}
          onChange={({ currentTarget }) => onChange({ ...schedule, minutes: currentTarget.value })}
          w={160}
        />
      )}
      {schedule.kind === 'cron' && (
        <TextInput
          label={t('models.schedule.expression')}
          description={t('models.schedule.cronHelp', { timezone })}
          value={schedule.expression}
          error={error}
          classNames={{ input: 'mono' }}
          onChange={({ currentTarget }) =>
            onChange({ ...schedule, expression: currentTarget.value })
          }
          flex="1 1 240px"
        />
      )}
    </Group>
  );
}
