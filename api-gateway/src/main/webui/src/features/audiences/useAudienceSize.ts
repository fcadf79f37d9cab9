import { useMemo } from 'react';
import type { Audience } from '@/api/generated/model';
import { usePeople } from '@/components/text/usePeople';
import { useTranslation } from '@/texts/useTranslation';
import { isCounting } from './evaluation';

type Sized = Pick<Audience, 'size' | 'approximate' | 'state'>;

/** The size of an audience in words: no number before it is counted, and none that the reader may not know. */
export function useAudienceSize() {
  const { t } = useTranslation();
  const { people, number } = usePeople();
  return useMemo(() => {
    const unless = (audience: Sized, words: typeof people) => {
      if (isCounting(audience)) {
        return t(audience.state.stage === 'unreadable' ? 'audiences.notYet' : 'audiences.counting');
      }
      return words(audience.size, audience.approximate);
    };
    return {
      /** "1,234 people", "about 1,200 people" or "counting …". */
      people: (audience: Sized) => unless(audience, people),
      /** The same without the word. */
      number: (audience: Sized) => unless(audience, number),
    };
  }, [t, people, number]);
}
