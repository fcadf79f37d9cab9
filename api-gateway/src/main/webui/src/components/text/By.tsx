import { useQuery } from '@tanstack/react-query';
import { membersQuery } from '@/api/members';
import { useWorkspace } from '@/workspace/here';

/** Who did something: a member by name, any other caller by id. */
export function By({ actor }: { actor: string }) {
  const { data } = useQuery({
    ...membersQuery(useWorkspace()),
    staleTime: 60_000,
    refetchInterval: false,
  });
  return <>{data?.find(({ id }) => id === actor)?.name || actor}</>;
}
