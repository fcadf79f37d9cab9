import { useQuery } from '@tanstack/react-query';
import { modelsQuery } from '@/api/dataQueries';
import { changeAudience, changeModel, changeSync } from '@/api/generated/operations';
import { audiencesQuery, syncsQuery } from '@/api/queries';
import { useWorkspace } from '@/workspace/here';
import type { Filed, Filing } from './filing';

const NONE: readonly Filed[] = [];

const useAudiences = () => useQuery(audiencesQuery(useWorkspace())).data?.data ?? NONE;
const useSyncs = () => useQuery(syncsQuery(useWorkspace())).data?.data ?? NONE;
const useModels = () => useQuery(modelsQuery(useWorkspace())).data?.data ?? NONE;

/** The definitions that users file. */
const KINDS = {
  audience: { collection: 'audiences', useAll: useAudiences, change: changeAudience },
  sync: { collection: 'syncs', useAll: useSyncs, change: changeSync },
  model: { collection: 'models', useAll: useModels, change: changeModel },
} as const;

export type Kind = keyof typeof KINDS;

/** The other definitions of the kind, whose tags, folders and owners can be chosen. */
export const useAllOf = (kind: Kind): readonly Filed[] => KINDS[kind].useAll();

export function file(kind: Kind, workspace: string, id: string, filing: Filing): Promise<unknown> {
  return KINDS[kind].change(workspace, id, filing);
}

/** What lists and pages of the kind have read. */
export const readOf = (kind: Kind, workspace: string) => ({
  queryKey: ['workspaces', workspace, KINDS[kind].collection],
});
