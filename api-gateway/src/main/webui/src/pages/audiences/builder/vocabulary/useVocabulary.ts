import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { eventsQuery, traitsQuery } from '@/api/catalogueQueries';
import { audiencesQuery } from '@/api/queries';
import { usePurposes } from '@/features/purposes/usePurposes';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { asRead } from './asRead';
import { subjects } from './subjects';

const QUIET = { refetchInterval: false, staleTime: 30_000 } as const;

/** Everything that a condition can be about, without the audience that is edited. */
export function useVocabulary(except: string | null) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const traits = useQuery(traitsQuery(workspace));
  const events = useQuery(eventsQuery(workspace));
  const audiences = useQuery({ ...audiencesQuery(workspace), ...QUIET });
  const purposes = usePurposes();
  const all = useMemo(
    () =>
      subjects(
        (traits.data?.data ?? []).map(asRead),
        events.data?.data ?? [],
        (audiences.data?.data ?? []).filter(({ id }) => id !== except),
        purposes.map((purpose) => ({
          kind: 'consent',
          purpose,
          synonyms: t('builder.consentSynonyms').split(', '),
        })),
      ),
    [traits.data, events.data, audiences.data, purposes, except, t],
  );
  return {
    all,
    people: traits.data?.people ?? null,
    loading: traits.isPending || events.isPending || audiences.isPending,
    error: traits.error ?? events.error ?? audiences.error,
    again: () => {
      for (const query of [traits, events, audiences]) {
        void query.refetch();
      }
    },
  };
}
