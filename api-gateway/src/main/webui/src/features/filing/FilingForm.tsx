import { Autocomplete, Stack, TagsInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { isMasked, shownOf } from '@/api/masked';
import { membersQuery } from '@/api/members';
import { Failure } from '@/components/feedback/Failure';
import { FormButtons } from '@/components/form/FormButtons';
import { faultIn, faultsOf, isElsewhere } from '@/components/form/faults';
import { useForm } from '@/components/form/useForm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { type Filed, type Filing, MOST_TAGS, valuesOf } from './filing';
import { file, type Kind, readOf, useAllOf } from './kinds';

interface Props {
  kind: Kind;
  of: Filed & { id: string };
  onClose: () => void;
}

/** @param hidden whether the user does not see the present owner, who then stays if nobody is typed */
function ownerOf(typed: string, hidden: boolean): Filing {
  const owner = typed.trim() || null;
  return hidden && owner === null ? {} : { owner };
}

export function FilingForm({ kind, of, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  // What other users change meanwhile is no change of this user.
  const [filed] = useState(of);
  const hidden = isMasked(filed.owner);
  const members = useQuery(membersQuery(workspace)).data ?? [];
  const known = valuesOf(useAllOf(kind));
  const form = useForm({
    start: {
      tags: filed.tags,
      folder: filed.folder ?? '',
      owner: shownOf(filed.owner) ?? '',
    },
    send: ({ tags, folder, owner }) =>
      file(kind, workspace, filed.id, {
        tags,
        folder: folder.trim() || null,
        ...ownerOf(owner, hidden),
      }),
    onSaved: (changed) => {
      onClose();
      const read = readOf(kind, workspace);
      client.setQueryData([...read.queryKey, filed.id], changed);
      return client.invalidateQueries(read);
    },
  });
  const { draft, change, error } = form;
  // The form is loaded after the dialog has placed the focus.
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
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
          ref={first}
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
          description={t(hidden ? 'filing.ownerHidden' : 'filing.ownerHelp')}
          placeholder={hidden ? t('masked.hidden') : ''}
          data={[...new Set([...members.map(({ email }) => email), ...known.owners])].filter(
            (email) => typeof email === 'string',
          )}
          value={draft.owner}
          error={faults['/owner']}
          onChange={(owner) => change({ owner })}
        />
        {isElsewhere(error, shown) && <Failure error={error} />}
        <FormButtons saving={form.saving} onCancel={onClose}>
          {t('activation.save')}
        </FormButtons>
      </Stack>
    </form>
  );
}
