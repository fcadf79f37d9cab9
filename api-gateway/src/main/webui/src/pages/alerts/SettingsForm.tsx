import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertSettings } from '@/api/generated/model';
import { putAlertSettings } from '@/api/generated/operations';
import { ProblemError } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { useLeaveGuard } from '@/components/form/useLeaveGuard';
import { useWorkspace } from '@/workspace/here';
import { type Draft, draftOf, requestOf } from './draft';
import { alertSettingsQuery } from './queries';

export function SettingsForm({ saved }: { saved: AlertSettings }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [typed, setTyped] = useState<Draft | null>(null);
  const draft = typed ?? draftOf(saved);
  const save = useMutation({
    mutationFn: () => putAlertSettings(workspace, requestOf(draft, saved)),
    onSuccess: (settings) => {
      client.setQueryData(alertSettingsQuery(workspace).queryKey, settings);
      setTyped(null);
    },
  });
  useLeaveGuard(typed !== null, save.status);

  const change = (part: Partial<Draft>) => {
    setTyped({ ...draft, ...part });
    save.reset();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate();
  };
  const problem = save.error instanceof ProblemError ? save.error : null;
  const below = (pointer: string) =>
    problem?.problem.errors?.find((error) => error.pointer.startsWith(pointer))?.detail;
  const placed = (problem?.problem.errors?.length ?? 0) > 0;

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Textarea
          label={t('alerts.settings.emails')}
          description={
            saved.emailAvailable
              ? t('alerts.settings.emailsHelp')
              : t('alerts.settings.noMailServer')
          }
          autosize
          minRows={2}
          value={draft.emails}
          error={below('/emails')}
          onChange={({ currentTarget }) => change({ emails: currentTarget.value })}
        />
        <TextInput
          label={t('alerts.settings.slack')}
          description={t(saved.slack ? 'alerts.settings.slackSaved' : 'alerts.settings.slackHelp')}
          type="url"
          autoComplete="off"
          disabled={draft.slackOff}
          value={draft.slackUrl}
          error={below('/slack')}
          onChange={({ currentTarget }) => change({ slackUrl: currentTarget.value })}
        />
        {saved.slack && (
          <Checkbox
            label={t('alerts.settings.slackOff')}
            checked={draft.slackOff}
            onChange={({ currentTarget }) =>
              change({ slackOff: currentTarget.checked, slackUrl: '' })
            }
          />
        )}
        <TextInput
          label={t('alerts.settings.webhook')}
          description={t('alerts.settings.webhookHelp')}
          type="url"
          value={draft.webhookUrl}
          error={below('/webhook/url')}
          onChange={({ currentTarget }) => change({ webhookUrl: currentTarget.value })}
        />
        {draft.webhookUrl !== '' && (
          <TextInput
            label={t('alerts.settings.secret')}
            description={t(
              saved.webhook ? 'alerts.settings.secretSaved' : 'alerts.settings.secretHelp',
            )}
            autoComplete="off"
            classNames={{ input: 'mono' }}
            value={draft.signingSecret}
            error={below('/webhook/signingSecret')}
            onChange={({ currentTarget }) => change({ signingSecret: currentTarget.value })}
          />
        )}
        <NumberInput
          label={t('alerts.settings.gaps')}
          min={2}
          max={100}
          allowDecimal={false}
          value={draft.silentGaps}
          error={below('/silentGaps')}
          onChange={(silentGaps) => change({ silentGaps })}
        />
        <NumberInput
          label={t('alerts.settings.share')}
          min={0}
          max={100}
          suffix=" %"
          value={draft.failurePercent}
          error={below('/failureShare')}
          onChange={(failurePercent) => change({ failurePercent })}
        />
        {save.error && !placed && <Failure error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('alerts.settings.save')}
          </Button>
          {save.isSuccess && <Text role="status">{t('alerts.settings.saved')}</Text>}
        </Group>
      </Stack>
    </form>
  );
}
