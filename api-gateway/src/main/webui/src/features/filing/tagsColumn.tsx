import type { Column } from '@/components/table/column';
import { CommaList } from '@/components/text/CommaList';
import type { TFunction } from '@/texts/useTranslation';
import type { Filed } from './filing';
import classes from './tagsColumn.module.css';

/** The column of lists. */
export function tagsColumn<T extends Filed>(t: TFunction): Column<T> {
  return {
    id: 'tags',
    header: t('filing.tags'),
    sort: ({ tags }) => tags.join(),
    cell: ({ tags }) => (
      <CommaList all={tags}>{(tag) => <span className={classes.tag}>{tag}</span>}</CommaList>
    ),
  };
}
