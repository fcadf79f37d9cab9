import type { AudiencePreview } from '@/api/generated/model';

export interface Share {
  id: string;
  name: string;
  /** People in both. */
  count: number;
  /** How many of the rule's people that is, from 0 to 1. */
  share: number;
}

/** The other audiences that a rule's people are in too, the most shared first. */
export function shares({ count, overlaps }: Pick<AudiencePreview, 'count' | 'overlaps'>): {
  shown: Share[];
  /** In how many further ones some of them are. */
  more: number;
} {
  return {
    shown: (overlaps?.data ?? []).map(({ audience, name, count: both }) => ({
      id: audience,
      name,
      count: both,
      share: both / Math.max(1, count),
    })),
    more: overlaps?.more ?? 0,
  };
}
