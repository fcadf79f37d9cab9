import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TraitQuality } from '@/api/generated/model';
import type { Part } from '@/components/text/shareWords';
import { useWorkspace } from '@/workspace/here';
import { traitsQuery } from '../queries';
import { filledPart } from './quality';

/**
 * Which part of all people have a trait, as the catalogue counts them, so that each page shows the same
 * share. Null while the catalogue is read; the share of the checked people if it cannot be read, or does
 * not list the trait.
 */
export function useFilled(lookedAt: number): (trait: TraitQuality) => Part | null {
  const { data, isPending, errorUpdateCount } = useQuery(traitsQuery(useWorkspace()));
  const reading = isPending && errorUpdateCount === 0;
  return useMemo(() => {
    const counted = new Map(data?.data.map((each) => [each.name, each]));
    return (trait) => {
      const found = counted.get(trait.trait);
      if (data && found !== undefined) {
        return {
          count: found.people,
          of: data.people,
          rounded: found.approximate,
          estimated: data.estimated,
        };
      }
      return reading ? null : filledPart(trait, lookedAt);
    };
  }, [data, reading, lookedAt]);
}
