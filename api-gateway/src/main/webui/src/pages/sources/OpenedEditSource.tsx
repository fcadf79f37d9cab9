import { NumberInput, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Source } from '@/api/generated/model';
import { changeSource } from '@/api/generated/operations';
import { sourceQuery, sourcesQuery } from '@/api/queries';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { FormButtons } from '@/components/form/FormButtons';
import { faultsOf, isElsewhere } from '@/components/form/faults';
import { useForm } from '@/components/form/useForm';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { KindChoice } from './KindChoice';
import { changedOf, isLimit, MOST_PER_SECOND, type SourceDraft } from './sourceDraft';

interface Props {
  source: Source;
  opened: boolean;
  onClose: () => void;
}

const SHOWN = new Set(['/name', '/eventsPerSecond', '/kind']);

/** The name of a source, its kind, and how many events it may send. */
export function OpenedEditSource({ source, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={opened}
      holds
      onClose={onClose}
      title={t('activation.editTitle', { name: source.name })}
    >
      <Form source={source} onClose={onClose} />
    </Dialog>
  );
}

function Form({ source: newest, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const client = useQueryClient();
  // What other users change meanwhile is no change of this user.
  const [source] = useState(newest);
  const form = useForm<SourceDraft, Source>({
    start: { name: source.name, kind: source.kind, limit: source.eventsPerSecond },
    send: (draft) => changeSource(workspace, source.id, changedOf(source, draft)),
    onSaved: (changed) => {
      onClose();
      client.setQueryData(sourceQuery(workspace, source.id).queryKey, changed);
      return client.invalidateQueries(sourcesQuery(workspace));
    },
  });
  const { draft, change, error, missingShown } = form;
  const faults = faultsOf(error);
  const unnamed = draft.name.trim() === '';
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    form.showMissing();
    if (unnamed || !isLimit(draft.limit)) {
      const wrong = unnamed ? 'name' : 'limit';
      (event.currentTarget.elements.namedItem(wrong) as HTMLElement).focus();
    } else if (Object.keys(changedOf(source, draft)).length === 0) {
      onClose();
    } else {
      form.save();
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          name="name"
          label={t('list.name')}
          description={t('sources.nameHelp')}
          data-autofocus
          autoComplete="off"
          value={draft.name}
          error={missingShown && unnamed ? t('sources.nameMissing') : faults['/name']}
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <NumberInput
          name="limit"
          label={t('sources.limitLabel')}
          description={t('sources.limitHelp')}
          hideControls
          allowDecimal={false}
          allowNegative={false}
          thousandSeparator=","
          value={draft.limit}
          error={
            missingShown && !isLimit(draft.limit)
              ? t('sources.limitMissing', { most: formats.number(MOST_PER_SECOND) })
              : faults['/eventsPerSecond']
          }
          onChange={(limit) => change({ limit })}
        />
        <KindChoice
          kind={draft.kind}
          error={faults['/kind']}
          onChange={(kind) => change({ kind })}
        />
        {isElsewhere(error, (pointer) => SHOWN.has(pointer)) && <Failure error={error} />}
        <FormButtons saving={form.saving} onCancel={onClose}>
          {t('activation.save')}
        </FormButtons>
      </Stack>
    </form>
  );
}
