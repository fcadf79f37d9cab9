import { Select } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Audience } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { type FilingFilter, valuesOf } from './filing';

const FROM = '/w/$workspace/audiences';

/** Narrows the list to a tag, a folder or an owner. A filter without anything to choose is absent. */
export function FilingFilters({ audiences }: { audiences: readonly Audience[] }) {
  const { t } = useTranslation();
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: FROM });
  const { tags, folders, owners } = valuesOf(audiences);
  const filters: { name: keyof FilingFilter; label: string; values: string[] }[] = [
    { name: 'tag', label: t('filing.tag'), values: tags },
    { name: 'folder', label: t('filing.folder'), values: folders },
    { name: 'owner', label: t('filing.owner'), values: owners },
  ];
  return filters
    .filter(({ name, values }) => values.length > 0 || search[name] !== undefined)
    .map(({ name, label, values }) => (
      <Select
        key={name}
        aria-label={label}
        placeholder={label}
        clearable
        searchable
        w={180}
        maw="100%"
        data={[...new Set([...values, ...(search[name] ? [search[name]] : [])])]}
        value={search[name] ?? null}
        onChange={(value) =>
          void navigate({
            to: '.',
            search: (before) => ({ ...before, [name]: value ?? undefined }),
            replace: true,
          })
        }
      />
    ));
}
