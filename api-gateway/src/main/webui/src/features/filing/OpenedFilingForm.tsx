import { Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isMasked, shownOf } from '@/api/masked';
import { Failure } from '@/components/feedback/Failure';
import { FormButtons } from '@/components/form/FormButtons';
import { faultsOf, isElsewhere } from '@/components/form/faults';
import { useForm } from '@/components/form/useForm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { type Filed, type Filing, isFilingField } from './filing';
import { file, type Kind, readOf } from './kinds';
import { FilingFields } from './OpenedFilingFields';

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
        <FilingFields
          kind={kind}
          draft={draft}
          onChange={change}
          faults={faultsOf(error)}
          ownerHidden={hidden}
        />
        {isElsewhere(error, isFilingField) && <Failure error={error} />}
        <FormButtons saving={form.saving} onCancel={onClose}>
          {t('activation.save')}
        </FormButtons>
      </Stack>
    </form>
  );
}
