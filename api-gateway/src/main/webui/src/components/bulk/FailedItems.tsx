import { ProblemError } from '@/api/problem';
import { refusedChange } from '@/api/refusedChange';
import { adviceFor } from '@/components/feedback/advice';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Bulk.module.css';
import type { Failed } from './inTurn';

interface Props<T> {
  failed: readonly Failed<T>[];
  idOf: (item: T) => string;
}

/** The objects that could not be changed, by name, each with the reason. */
export function FailedItems<T extends { name: string }>({ failed, idOf }: Props<T>) {
  const { t } = useTranslation();
  // What the API says of a change that needs approval is for programs.
  const reasonOf = (error: Error) =>
    error instanceof ProblemError && refusedChange(error) === null
      ? error.message
      : t(adviceFor(error).title);
  return (
    <div role="alert">
      {t('bulk.failed', { count: failed.length })}
      <ul className={classes.failed}>
        {failed.map(({ item, error }) => (
          <li key={idOf(item)}>
            <strong>{item.name}</strong>: {reasonOf(error)}
          </li>
        ))}
      </ul>
    </div>
  );
}
