import { Autocomplete, Stack, TagsInput } from '@mantine/core';
import { type Added, MOST_TAGS, valuesOf } from '@/features/filing/filing';
import { useAllOf } from '@/features/filing/kinds';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  /** How many audiences get them. */
  count: number;
  added: Added;
  onChange: (added: Added) => void;
}

/** The tags and the folder that several audiences get. */
export function OpenedFiling({ count, added, onChange }: Props) {
  const { t } = useTranslation();
  const known = valuesOf(useAllOf('audience'));
  return (
    <Stack gap="md">
      <p>{t('filing.severalCount', { count })}</p>
      <TagsInput
        label={t('filing.addTags')}
        description={t('filing.tagsHelp')}
        maxTags={MOST_TAGS}
        data={known.tags}
        value={added.tags}
        onChange={(tags) => onChange({ ...added, tags })}
      />
      <Autocomplete
        label={t('filing.folder')}
        description={t('filing.severalFolderHelp')}
        data={known.folders}
        value={added.folder}
        onChange={(folder) => onChange({ ...added, folder })}
      />
    </Stack>
  );
}
