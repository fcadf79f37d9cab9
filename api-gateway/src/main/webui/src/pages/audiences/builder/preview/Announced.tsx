import { useTranslation } from '@/texts/useTranslation';

interface Props {
  /** In words. */
  people: string | null;
  /** What was just taken away. */
  removed: string | null;
}

/** For those who hear the page: the new count once it is there, and how to get back what went. */
export function Announced({ people, removed }: Props) {
  const { t } = useTranslation();
  return (
    <div className="sr-only" role="status">
      {removed !== null && t('builder.removed', { name: removed })} {people}
    </div>
  );
}
