import { humanName } from '@/components/text/humanName';
import { useTranslation } from '@/texts/useTranslation';
import type { DataType } from '../rule/operators';
import { earlierOfList } from '../vocabulary/sameList';
import { Note } from './Notes';

interface Props {
  /** What this condition asks for. */
  name: string;
  /** What the conditions before it ask for. */
  before: readonly string[];
  known: readonly { name: string; types: readonly DataType[] }[];
}

/** Says of a second condition on parts of one list that one item does not have to meet both. */
export function DifferentItems({ name, before, known }: Props) {
  const { t } = useTranslation();
  const together = earlierOfList(name, before, known);
  return (
    together && (
      <Note>
        {t('builder.differentItems', {
          list: humanName(together.list),
          other: humanName(together.earlier),
        })}
      </Note>
    )
  );
}
