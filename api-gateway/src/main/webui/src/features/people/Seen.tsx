import { shownOf } from '@/api/masked';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { useOriginWords } from './useOriginWords';

/** Where and when something was seen. */
export function Seen({ source, at }: { source: unknown; at: string }) {
  const words = useOriginWords();
  const shown = shownOf(source);
  return (
    <>
      {shown === null ? <Value value={source} /> : words(shown)}, <Time at={at} clock="business" />
    </>
  );
}
