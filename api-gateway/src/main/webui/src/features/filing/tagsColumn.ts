import type { Column } from '@/components/table/column';
import type { TFunction } from '@/texts/useTranslation';
import type { Filed } from './filing';

/** The column of lists. */
export function tagsColumn<T extends Filed>(t: TFunction): Column<T> {
  return {
    id: 'tags',
    header: t('filing.tags'),
    sort: ({ tags }) => tags.join(),
    cell: ({ tags }) => tags.join(', '),
  };
}
