import { useQuery } from '@tanstack/react-query';
import { audienceQuery } from '@/api/queries';
import { traitsQuery } from '@/api/traits';
import { useWorkspace } from '@/workspace/here';
import type { Watched } from './kinds';
import { notHarmless, testedTraits } from './testedTraits';

/** The traits that keep the alerts of an audience on the page Alerts. Empty while they are unknown. */
export function usePersonalTraits({ kind, id }: Watched): readonly string[] {
  const workspace = useWorkspace();
  const enabled = kind === 'audience';
  const audience = useQuery({ ...audienceQuery(workspace, id), enabled }).data;
  const traits = useQuery({ ...traitsQuery(workspace), enabled }).data;
  if (!audience || !traits) {
    return [];
  }
  const harmless = traits.data.filter(({ classification }) => classification === 'harmless');
  return notHarmless(testedTraits(audience.rule), new Set(harmless.map(({ trait }) => trait)));
}
