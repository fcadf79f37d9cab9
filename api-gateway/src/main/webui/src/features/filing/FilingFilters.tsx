import { Select } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from '@/texts/useTranslation';
import { type Filed, type FilingFilter, valuesOf } from './filing';

/** The lists that are narrowed so. */
export type List = '/w/$workspace/audiences' | '/w/$workspace/syncs' | '/w/$workspace/models';

/** Narrows the list to a tag, a folder or an owner. A filter without anything to choose is absent. */
export function FilingFilters({ all, list }: { all: readonly Filed[]; list: List }) {
  const { t } = useTranslation();
  const search = useSearch({ from: list });
  const navigate = useNavigate({ from: list });
  const { tags, folders, owners } = valuesOf(all);
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
