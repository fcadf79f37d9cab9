import { Button, Group, Stack, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '@/api/generated/model';
import { ProblemError } from '@/api/problem';
import { useLeaveGuard } from '@/components/form/useLeaveGuard';
import { Panel } from '@/components/page/Panel';
import { type ScheduleDraft, scheduleDraft, scheduleOf } from '@/features/models/schedule';
import { RowsFailure } from './PreviewOf';
import { ScheduleFields } from './ScheduleFields';
import { useChangeModel } from './useChangeModel';

export function NameAndSchedule({ model }: { model: Model }) {
  const { t } = useTranslation();
  const [name, setName] = useState(model.name);
  const [schedule, setSchedule] = useState<ScheduleDraft>(() => scheduleDraft(model.schedule));
  const [paused, setPaused] = useState(model.paused);
  const [typed, setTyped] = useState(false);
  const change = useChangeModel(model);
  useLeaveGuard(typed, change.status);
  const problem = change.error instanceof ProblemError ? change.error : null;
  const changed = () => {
    setTyped(true);
    change.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ name: name.trim(), paused, schedule: scheduleOf(schedule) });
  };
  return (
    <Panel title={t('models.nameAndSchedule')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md" maw={640}>
          <TextInput
            label={t('list.name')}
            value={name}
            error={problem?.at('/name')}
            onChange={({ currentTarget }) => {
              setName(currentTarget.value);
              changed();
            }}
          />
          <ScheduleFields
            schedule={schedule}
            onChange={(next) => {
              setSchedule(next);
              changed();
            }}
            error={problem?.at('/schedule') ?? problem?.at('/schedule/every')}
          />
          {schedule.kind !== 'manual' && (
            <Switch
              label={t('models.pause')}
              description={t('models.pauseHelp')}
              checked={paused}
              onChange={({ currentTarget }) => {
                setPaused(currentTarget.checked);
                changed();
              }}
            />
          )}
          {change.error && <RowsFailure error={change.error} />}
          <Group>
            <Button type="submit" disabled={!typed} loading={change.isPending}>
              {t('models.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
