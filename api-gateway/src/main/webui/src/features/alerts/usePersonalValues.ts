import { useQuery } from '@tanstack/react-query';
import { audienceQuery } from '@/api/queries';
import { traitsQuery } from '@/api/traits';
import { useWorkspace } from '@/workspace/here';
import type { Watched } from './kinds';
import { notHarmless, testedProperties, testedTraits } from './testedValues';

export interface PersonalValues {
  traits: readonly string[];
  properties: readonly string[];
}

/** The traits and properties of events that keep the alerts of an audience on the page Alerts. Empty while they are unknown. */
export function usePersonalValues({ kind, id }: Watched): PersonalValues {
  const workspace = useWorkspace();
  const enabled = kind === 'audience';
  const audience = useQuery({ ...audienceQuery(workspace, id), enabled }).data;
  const traits = useQuery({ ...traitsQuery(workspace), enabled }).data;
  const properties = audience ? testedProperties(audience.rule) : [];
  if (!audience || !traits) {
    return { traits: [], properties };
  }
  const harmless = traits.data.filter(({ classification }) => classification === 'harmless');
  const names = new Set(harmless.map(({ trait }) => trait));
  return { traits: notHarmless(testedTraits(audience.rule), names), properties };
}
