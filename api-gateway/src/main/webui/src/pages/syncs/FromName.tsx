import type { SyncSource } from '@/api/generated/model';
import { useAudienceNames, useModelNames } from '@/components/objects/useNames';
import { useFromWords } from '@/features/syncs/useFromWords';

/** What flows, in words. */
export function FromName({ from }: { from: SyncSource }) {
  const words = useFromWords(useAudienceNames(), useModelNames());
  return <>{words(from)}</>;
}
