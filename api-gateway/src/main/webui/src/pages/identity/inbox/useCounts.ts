import { useInfiniteQuery } from '@tanstack/react-query';
import type { Page } from '@/api/identity';
import { useFormats } from '@/components/text/useFormats';
import { useWorkspace } from '@/workspace/here';
import { conflictsQuery, suggestionsQuery } from '../queries';
import { useDecisions } from './held';

/**
 * How many wait, as far as that was read already; null where nothing is known, or nothing waits. They are not read for
 * the number alone: the API records each user who reads a suggestion as having seen personal data.
 */
export function useCounts() {
  const workspace = useWorkspace();
  const formats = useFormats();
  const made = useDecisions();
  const conflicts = useInfiniteQuery({ ...conflictsQuery(workspace, 'open'), enabled: false });
  const suggestions = useInfiniteQuery({ ...suggestionsQuery(workspace, 'open'), enabled: false });
  const counted = (pages: Page<{ id: string }>[] | undefined) => {
    if (pages === undefined) {
      return null;
    }
    const count = pages
      .flatMap(({ data }) => data)
      .filter(({ id }) => (made.get(id)?.step ?? 'refused') === 'refused').length;
    const more = pages.at(-1)?.nextCursor != null;
    return count === 0 ? null : formats.number(count) + (more ? '+' : '');
  };
  return {
    conflicts: counted(conflicts.data?.pages),
    suggestions: counted(suggestions.data?.pages),
  };
}
