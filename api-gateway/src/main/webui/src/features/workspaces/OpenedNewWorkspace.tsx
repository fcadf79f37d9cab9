import { Group, Radio, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { NewWorkspace, WorkspaceView } from '@/api/generated/model';
import { createWorkspace } from '@/api/generated/operations';
import { meQuery } from '@/api/me';
import { Failure } from '@/components/feedback/Failure';
import { FormButtons } from '@/components/form/FormButtons';
import { faultsOf, isElsewhere } from '@/components/form/faults';
import { keyFromName } from '@/components/form/keyFromName';
import { useForm } from '@/components/form/useForm';
import { useTranslation } from '@/texts/useTranslation';
import { CreatedWorkspace } from './CreatedWorkspace';
import { here } from './places';
import { WorkspaceFields } from './WorkspaceFields';
import type { WorkspaceDraft } from './workspaceDraft';

interface Draft extends WorkspaceDraft {
  /** Null until a key is typed: it follows the name. */
  ownKey: string | null;
  kind: WorkspaceView['kind'];
}

const KINDS = ['production', 'test'] as const satisfies readonly WorkspaceView['kind'][];

const SHOWN = ['/name', '/key', '/timezone', '/defaultRegion', '/unknownConsentAllows'];

const keyOf = ({ name, ownKey }: Draft) => ownKey ?? keyFromName(name);

function requestOf(draft: Draft): NewWorkspace {
  const { name, kind, timezone, defaultRegion, unknownConsentAllows } = draft;
  const key = keyOf(draft);
  return { key, name: name.trim(), kind, timezone, defaultRegion, unknownConsentAllows };
}

export function OpenedNewWorkspace({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [start] = useState<Draft>(() => {
    const { timezone, country } = here();
    return {
      name: '',
      ownKey: null,
      kind: 'production',
      timezone,
      defaultRegion: country,
      unknownConsentAllows: [],
    };
  });
  const form = useForm<Draft, WorkspaceView>({
    start,
    loses: ({ name }) => name !== '',
    send: (draft, _, attempt) =>
      createWorkspace(requestOf(draft), { headers: { 'Idempotency-Key': attempt } }),
    onSaved: () => client.invalidateQueries(meQuery),
  });
  // The dialog was there before the form, and has found nothing to focus.
  const fields = useRef<HTMLFormElement>(null);
  useEffect(() => focus(fields.current, 'name'), []);
  const { draft, change, error, missingShown } = form;
  if (form.saved) {
    return <CreatedWorkspace created={form.saved} onClose={onClose} />;
  }
  const faults = faultsOf(error);
  const key = keyOf(draft);
  const unnamed = draft.name.trim() === '';
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    form.showMissing();
    if (unnamed || key === '') {
      focus(event.currentTarget, unnamed ? 'name' : 'key');
    } else {
      form.save();
    }
  };
  return (
    <form ref={fields} onSubmit={submit} noValidate>
      <Stack gap="md">
        <WorkspaceFields
          draft={draft}
          faults={faults}
          nameError={missingShown && unnamed ? t('workspace.nameMissing') : undefined}
          purposes={[]}
          onChange={change}
        />
        <TextInput
          name="key"
          label={t('workspace.key')}
          description={t('workspace.keyHelp')}
          classNames={{ input: 'mono' }}
          value={key}
          error={missingShown && key === '' ? t('sources.keyMissing') : faults['/key']}
          onChange={({ currentTarget }) => change({ ownKey: currentTarget.value })}
        />
        <Radio.Group
          label={t('workspace.kind')}
          description={t('workspace.kindHelp')}
          value={draft.kind}
          onChange={(kind) => change({ kind: kind as Draft['kind'] })}
        >
          <Group gap="lg" mt="xs">
            {KINDS.map((each) => (
              <Radio key={each} value={each} label={t(`workspace.kinds.${each}`)} />
            ))}
          </Group>
        </Radio.Group>
        {isElsewhere(error, (pointer) => SHOWN.some((each) => pointer.startsWith(each))) && (
          <Failure error={error} />
        )}
        <FormButtons saving={form.saving} onCancel={onClose}>
          {t('workspace.create')}
        </FormButtons>
      </Stack>
    </form>
  );
}

function focus(form: HTMLFormElement | null, field: string): void {
  (form?.elements.namedItem(field) as HTMLElement | null | undefined)?.focus();
}
