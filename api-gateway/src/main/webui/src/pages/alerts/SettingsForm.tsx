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
import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { AlertSettings } from '@/api/generated/model';
import { putAlertSettings } from '@/api/generated/operations';
import { ProblemError } from '@/api/problem';
import { openAlertsQuery } from '@/api/queries';
import { Failure } from '@/components/feedback/Failure';
import { GenerateSecret } from '@/components/form/GenerateSecret';
import { useForm } from '@/components/form/useForm';
import { DocsAnchor } from '@/components/text/DocsAnchor';
import { everyAlertRule } from '@/features/alerts/queries';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { draftOf, requestOf } from './draft';
import { PlainHttp } from './PlainHttp';
import { alertSettingsQuery } from './queries';

export function SettingsForm({ saved }: { saved: AlertSettings }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const {
    draft,
    change,
    save,
    saving,
    saved: done,
    error,
  } = useForm({
    start: draftOf(saved),
    send: (typed) => putAlertSettings(workspace, requestOf(typed, saved)),
    onSaved: async (settings, forget) => {
      client.setQueryData(alertSettingsQuery(workspace).queryKey, settings);
      forget();
      // Rules and alerts say which channels get their messages.
      await Promise.all([
        client.invalidateQueries(everyAlertRule(workspace)),
        client.invalidateQueries(openAlertsQuery(workspace)),
      ]);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save();
  };
  const problem = error instanceof ProblemError ? error : null;
  const below = (pointer: string) =>
    problem?.problem.errors?.find((each) => each.pointer.startsWith(pointer))?.detail;
  const hidden = saved.emails === null && saved.emailCount > 0;
  const placed = (problem?.problem.errors?.length ?? 0) > 0;

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Textarea
          label={t('alerts.settings.emails')}
          description={
            <>
              {saved.emailAvailable ? (
                t('alerts.settings.emailsHelp')
              ) : (
                <>
                  {t('alerts.settings.noMailServer')}{' '}
                  <DocsAnchor place="settings">{t('alerts.settings.mailServerHow')}</DocsAnchor>
                </>
              )}
              {hidden && ` ${t('alerts.settings.emailsHidden', { count: saved.emailCount })}`}
            </>
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
        <PlainHttp address={draft.webhookUrl} />
        {draft.webhookUrl !== '' && (
          <Stack gap="xs">
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
            <GenerateSecret
              label={t('alerts.settings.secret')}
              value={draft.signingSecret}
              onGenerated={(signingSecret) => change({ signingSecret })}
            />
          </Stack>
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
        {error && !placed && <Failure error={error} />}
        <Group>
          <Button type="submit" loading={saving}>
            {t('alerts.settings.save')}
          </Button>
          {done && <Text role="status">{t('alerts.settings.saved')}</Text>}
        </Group>
      </Stack>
    </form>
  );
}
