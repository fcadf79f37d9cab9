import { Button, Group, Stack, Switch, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import type { Model } from '@/api/generated/model';
import { ProblemError } from '@/api/problem';
import { Panel } from '@/components/page/Panel';
import { scheduleDraft, scheduleOf } from '@/features/models/schedule';
import { useTranslation } from '@/texts/useTranslation';
import { RowsFailure } from './PreviewOf';
import { ScheduleFields } from './ScheduleFields';
import { useModelForm } from './useModelForm';

export function NameAndSchedule({ model }: { model: Model }) {
  const { t } = useTranslation();
  const { draft, typed, change, save, saving, error } = useModelForm(model, {
    start: { name: model.name, schedule: scheduleDraft(model.schedule), paused: model.paused },
    patchOf: ({ name, schedule, paused }) => ({
      name: name.trim(),
      paused,
      schedule: scheduleOf(schedule),
    }),
  });
  const { name, schedule, paused } = draft;
  const problem = error instanceof ProblemError ? error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  return (
    <Panel title={t('models.nameAndSchedule')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md" maw={640}>
          <TextInput
            label={t('list.name')}
            value={name}
            error={problem?.at('/name')}
            onChange={({ currentTarget }) => change({ name: currentTarget.value })}
          />
          <ScheduleFields
            schedule={schedule}
            onChange={(next) => change({ schedule: next })}
            error={problem?.at('/schedule') ?? problem?.at('/schedule/every')}
          />
          {schedule.kind !== 'manual' && (
            <Switch
              label={t('models.pause')}
              description={t('models.pauseHelp')}
              checked={paused}
              onChange={({ currentTarget }) => change({ paused: currentTarget.checked })}
            />
          )}
          {error && <RowsFailure error={error} />}
          <Group>
            <Button type="submit" disabled={!typed} loading={saving}>
              {t('models.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
