import { Autocomplete, Button, Group, Stack, TagsInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Audience } from '@/api/generated/model';
import { changeAudience } from '@/api/generated/operations';
import { membersQuery } from '@/api/members';
import { audienceQuery, audiencesQuery } from '@/api/queries';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { faultIn, faultsOf, isElsewhere } from '@/components/form/faults';
import { useForm } from '@/components/form/useForm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { valuesOf } from './filing';

interface Props {
  audience: Audience;
  opened: boolean;
  onClose: () => void;
}

const MOST_TAGS = 20;

/** How users find an audience again: its tags, its folder and its owner. */
export function FilingDialog({ audience, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={opened}
      holds
      onClose={onClose}
      title={t('filing.title', { name: audience.name })}
    >
      <Form audience={audience} onClose={onClose} />
    </Dialog>
  );
}

function Form({ audience: newest, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  // What other users change meanwhile is no change of this user.
  const [audience] = useState(newest);
  const all = useQuery(audiencesQuery(workspace)).data?.data ?? [];
  const members = useQuery(membersQuery(workspace)).data ?? [];
  const known = valuesOf(all);
  const form = useForm({
    start: {
      tags: audience.tags,
      folder: audience.folder ?? '',
      owner: audience.owner ?? '',
    },
    send: ({ tags, folder, owner }) =>
      changeAudience(workspace, audience.id, {
        tags,
        folder: folder.trim() || null,
        owner: owner.trim() || null,
      }),
    onSaved: (changed) => {
      onClose();
      client.setQueryData(audienceQuery(workspace, audience.id).queryKey, changed);
      return client.invalidateQueries(audiencesQuery(workspace));
    },
  });
  const { draft, change, error } = form;
  const faults = faultsOf(error);
  const shown = (pointer: string) => /^\/(tags|folder|owner)/.test(pointer);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (form.typed) {
          form.save();
        } else {
          onClose();
        }
      }}
    >
      <Stack gap="md">
        <TagsInput
          label={t('filing.tags')}
          description={t('filing.tagsHelp')}
          data-autofocus
          maxTags={MOST_TAGS}
          data={known.tags}
          value={draft.tags}
          error={faultIn(faults, '/tags')}
          onChange={(tags) => change({ tags })}
        />
        <Autocomplete
          label={t('filing.folder')}
          description={t('filing.folderHelp')}
          data={known.folders}
          value={draft.folder}
          error={faults['/folder']}
          onChange={(folder) => change({ folder })}
        />
        <Autocomplete
          label={t('filing.owner')}
          description={t('filing.ownerHelp')}
          data={[...new Set([...members.map(({ email }) => email), ...known.owners])].filter(
            (email) => typeof email === 'string',
          )}
          value={draft.owner}
          error={faults['/owner']}
          onChange={(owner) => change({ owner })}
        />
        {isElsewhere(error, shown) && <Failure error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('form.cancel')}
          </Button>
          <Button type="submit" loading={form.saving}>
            {t('activation.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
