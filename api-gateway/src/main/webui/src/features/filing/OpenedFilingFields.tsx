import { Autocomplete, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { membersQuery } from '@/api/members';
import { type Faults, faultIn } from '@/components/form/faults';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { type FilingDraft, MOST_TAGS, valuesOf } from './filing';
import { type Kind, useAllOf } from './kinds';

interface Props {
  kind: Kind;
  draft: FilingDraft;
  onChange: (changed: Partial<FilingDraft>) => void;
  /** Of the request; those of other fields do not matter. */
  faults: Faults;
  /** Whether there is an owner whom the user may not see. */
  ownerHidden?: boolean;
}

const FIELDS = ['/tags', '/folder', '/owner'] as const;

/**
 * The fields for tags, folder and owner. They are loaded when they are opened, and then get the focus. A
 * refusal takes the focus to the first field that it is about, which may be out of sight.
 */
export function FilingFields({ kind, draft, onChange, faults, ownerHidden = false }: Props) {
  const { t } = useTranslation();
  const members = useQuery(membersQuery(useWorkspace())).data ?? [];
  const known = valuesOf(useAllOf(kind));
  const tags = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const owner = useRef<HTMLInputElement>(null);
  useEffect(() => tags.current?.focus(), []);
  const wrong = FIELDS.find((field) => faultIn(faults, field) !== undefined);
  useEffect(() => {
    const fields = { '/tags': tags, '/folder': folder, '/owner': owner };
    if (wrong !== undefined) {
      fields[wrong].current?.focus();
    }
  }, [wrong]);
  // Options would cover what is wrong.
  const openOnFocus = wrong === undefined;
  return (
    <>
      <TagsInput
        label={t('filing.tags')}
        description={t('filing.tagsHelp')}
        ref={tags}
        openOnFocus={openOnFocus}
        data-autofocus
        maxTags={MOST_TAGS}
        data={known.tags}
        value={draft.tags}
        error={faultIn(faults, '/tags')}
        onChange={(tags) => onChange({ tags })}
      />
      <Autocomplete
        label={t('filing.folder')}
        description={t('filing.folderHelp')}
        ref={folder}
        openOnFocus={openOnFocus}
        data={known.folders}
        value={draft.folder}
        error={faults['/folder']}
        onChange={(folder) => onChange({ folder })}
      />
      <Autocomplete
        label={t('filing.owner')}
        description={t(ownerHidden ? 'filing.ownerHidden' : 'filing.ownerHelp')}
        ref={owner}
        openOnFocus={openOnFocus}
        placeholder={ownerHidden ? t('masked.hidden') : ''}
        data={[...new Set([...members.map(({ email }) => email), ...known.owners])].filter(
          (email) => typeof email === 'string',
        )}
        value={draft.owner}
        error={faults['/owner']}
        onChange={(owner) => onChange({ owner })}
      />
    </>
  );
}
