import { useQuery } from '@tanstack/react-query';
import { readProfile } from '@/api/generated/operations';
import { TextLink } from '@/components/links';
import { useWorkspace } from '@/workspace/here';
import { nameOf } from './nameOf';
import { useShortName } from './useShortName';

interface Props {
  id: string;
  /** Among words, where colour alone would not tell it. */
  inText?: boolean;
}

/** Leads to a person, by name as soon as that is read and where it may be seen. */
export function PersonName({ id, inText = false }: Props) {
  const shortName = useShortName();
  const workspace = useWorkspace();
  const { data } = useQuery({
    queryKey: ['workspaces', workspace, 'profiles', id, 'name'],
    queryFn: async ({ signal }) => nameOf(await readProfile(workspace, id, { signal })),
    staleTime: 60_000,
    refetchInterval: false,
  });
  return (
    <TextLink
      to="/w/$workspace/profiles/$profile"
      params={{ workspace, profile: id }}
      underline={inText ? 'always' : 'hover'}
    >
      {data ?? shortName(id)}
    </TextLink>
  );
}
