import { useTranslation } from 'react-i18next';

interface Props {
  count: number | null;
  /** What was just taken away. */
  removed: string | null;
}

/** For those who hear the page: the new count once it is there, and how to get back what went. */
export function Announced({ count, removed }: Props) {
  const { t } = useTranslation();
  return (
    <div className="sr-only" role="status">
      {removed !== null && t('builder.removed', { name: removed })}{' '}
      {count !== null && t('builder.people', { count })}
    </div>
  );
}
