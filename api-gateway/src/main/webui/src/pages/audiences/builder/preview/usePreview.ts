import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { AudiencePreview } from '@/api/generated/model';
import { previewAudience } from '@/api/generated/operations';
import { useWorkspace } from '@/workspace/here';
import type { GroupNode } from '../rule/model';
import type { Written } from '../rule/write';
import { type Figures, figuresOf } from './figures';

/** While the user types, not every key starts a count. */
const PAUSE_MS = 300;

export interface Counted {
  preview: AudiencePreview;
  figures: Figures;
  /** The rule as it was counted. */
  root: GroupNode;
  places: Written['places'];
}

/**
 * Who would be in the audience now. The last answer stays while the next is counted; a request that
 * is no longer of interest is taken back, so that the latest rule wins.
 */
export function usePreview(root: GroupNode, written: Written, audience: string | null) {
  const workspace = useWorkspace();
  const text = useMemo(() => JSON.stringify(written.rule), [written]);
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'preview', audience, asked],
    queryFn: ({ signal }) =>
      previewAudience(
        workspace,
        { rule: JSON.parse(asked), ...(audience === null ? {} : { audience }) },
        { signal },
      ),
    enabled: asked !== 'null',
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });

  const [counted, setCounted] = useState<Counted | null>(null);
  const settled = query.data !== undefined && !query.isPlaceholderData && asked === text;
  if (settled && counted?.preview !== query.data) {
    const { places } = written;
    setCounted({ preview: query.data, figures: figuresOf(root, places, query.data), root, places });
  }
  const nothing = written.rule === null;
  const error = asked === text ? query.error : null;
  return {
    counted: nothing ? null : counted,
    counting: !nothing && error === null && (asked !== text || query.isFetching),
    error: nothing ? null : error,
    again: () => void query.refetch(),
  };
}
