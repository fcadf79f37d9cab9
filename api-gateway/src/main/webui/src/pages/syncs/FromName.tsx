import type { From } from '@/api/generated/model';
import { useAudienceNames } from '@/components/objects/useNames';
import { useFromWords } from '@/features/syncs/useFromWords';

/** What flows, in words. */
export function FromName({ from }: { from: From }) {
  const words = useFromWords(useAudienceNames(), (model) => model);
  return <>{words(from)}</>;
}
