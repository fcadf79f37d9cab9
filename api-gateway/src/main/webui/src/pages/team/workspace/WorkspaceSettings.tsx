import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { WorkspaceView } from '@/api/generated/model';
import { changeWorkspace } from '@/api/generated/operations';
import { meQuery } from '@/api/me';
import { hasStatus } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { faultsOf, isElsewhere } from '@/components/form/faults';
import { useForm } from '@/components/form/useForm';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';
import { usePurposes } from '@/features/purposes/usePurposes';
import { WorkspaceFields } from '@/features/workspaces/WorkspaceFields';
import {
  changedOf,
  draftOf,
  newlyAllowed,
  type WorkspaceDraft,
} from '@/features/workspaces/workspaceDraft';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { workspaceQuery } from '@/workspace/workspaceQuery';
import classes from './WorkspaceSettings.module.css';

const SHOWN = ['/name', '/timezone', '/defaultRegion', '/unknownConsentAllows'];

/** What an admin can change of a workspace. */
export function WorkspaceSettings({ view: newest }: { view: WorkspaceView }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const purposes = usePurposes();
  /** The settings that the user saw when they began to type. */
  const [view, setView] = useState(newest);
  const query = { queryKey: workspaceQuery(workspace).queryKey, exact: true };
  const form = useForm<WorkspaceDraft, WorkspaceView>({
    start: draftOf(view),
    send: (draft) =>
      changeWorkspace(workspace, changedOf(view, draft), {
        headers: { 'If-Match': `"${view.version}"` },
      }),
    onSaved: (changed, forget) => {
      client.setQueryData(query.queryKey, changed);
      setView(changed);
      forget();
      return client.invalidateQueries(meQuery);
    },
    onRefused: (error) => hasStatus(error, 412) && client.invalidateQueries(query),
  });
  if (!form.typed && view.version !== newest.version) {
    setView(newest);
  }
  const { draft, change, error, missingShown } = form;
  const faults = faultsOf(error);
  const unnamed = draft.name.trim() === '';
  const allowed = newlyAllowed(view, draft);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    form.showMissing();
    if (unnamed) {
      (event.currentTarget.elements.namedItem('name') as HTMLElement).focus();
    } else if (Object.keys(changedOf(view, draft)).length > 0) {
      form.save();
    } else {
      form.discard();
    }
  };
  return (
    <Panel title={t('workspace.settings')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md" maw={480}>
          <WorkspaceFields
            draft={draft}
            faults={faults}
            nameError={missingShown && unnamed ? t('workspace.nameMissing') : undefined}
            purposes={purposes}
            onChange={change}
          />
          {allowed.length > 0 && (
            <Text role="note" className={classes.note}>
              {t('workspace.newlyAllowed', { purposes: formats.list(allowed) })}
            </Text>
          )}
          {isElsewhere(error, (pointer) => SHOWN.some((each) => pointer.startsWith(each))) && (
            <Failure error={error} />
          )}
          <Group>
            <Button type="submit" loading={form.saving}>
              {t('activation.save')}
            </Button>
            {form.typed && (
              <Button variant="default" disabled={form.saving} onClick={form.discard}>
                {t('workspace.discard')}
              </Button>
            )}
            {form.saved && !form.typed && <Text role="status">{t('workspace.saved')}</Text>}
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
