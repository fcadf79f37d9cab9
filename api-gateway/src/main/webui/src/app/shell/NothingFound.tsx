import type { Search } from '@/features/people/peopleSearch';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';

/** Why the palette is empty: what is not there, and who could not be found. */
export function NothingFound({ search }: { search: Search }) {
  const { t } = useTranslation();
  const { personalData } = useHere();
  switch (search.kind) {
    case 'idle':
      return t('palette.nothingYet');
    case 'searching':
      return t('palette.searching');
    case 'failed':
      return t('palette.searchFailed', { reason: search.error.message });
    case 'found':
      return t(personalData ? 'palette.nothing' : 'palette.nothingWhole');
  }
}
