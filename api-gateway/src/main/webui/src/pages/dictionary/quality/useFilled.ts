import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TraitQuality } from '@/api/generated/model';
import { useWorkspace } from '@/workspace/here';
import { traitsQuery } from '../queries';
import { shareOf } from '../Share';
import { filledShare } from './quality';

/**
 * Which part of all people have a trait, as the catalogue counts them, so that each page shows the same
 * share. Null while the catalogue is read; the share of the checked people if it cannot be read, or does
 * not list the trait.
 */
export function useFilled(lookedAt: number): (trait: TraitQuality) => number | null {
  const { data, isPending, errorUpdateCount } = useQuery(traitsQuery(useWorkspace()));
  const reading = isPending && errorUpdateCount === 0;
  return useMemo(() => {
    const counted = new Map(data?.data.map(({ name, people }) => [name, people]));
    return (trait) => {
      const people = counted.get(trait.trait);
      if (data && people !== undefined) {
        return shareOf(people, data.people);
      }
      return reading ? null : filledShare(trait, lookedAt);
    };
  }, [data, reading, lookedAt]);
}
