import { useQuery } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import { listIdentifiers } from '@/api/generated/operations';
import type { Leaving } from '@/api/identity';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { IdentifierList } from './IdentifierList';
import { MayNot } from './unmerge/MayNot';

interface Props {
  profile: string;
  /** Asks what making two people of one would do; absent for who may not. */
  onLeave: ((leaving: Leaving) => void) | undefined;
}

/** The identifiers of a person, and what each was seen with. */
export function Identifiers({ profile, onLeave }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'identifiers'],
    queryFn: async ({ signal }) => (await listIdentifiers(workspace, profile, { signal })).data,
    ...following({ profiles: profile }),
  });
  return (
    <Panel title={t('profiles.oneBecause')} flush>
      <Loaded query={query} skeleton={<TableSkeleton rows={4} />}>
        {(identifiers) => (
          <>
            {!onLeave && identifiers.length > 1 && <MayNot />}
            <IdentifierList
              identifiers={identifiers}
              onLeave={identifiers.length > 1 ? onLeave : undefined}
            />
          </>
        )}
      </Loaded>
    </Panel>
  );
}
