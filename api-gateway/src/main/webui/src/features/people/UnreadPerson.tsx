import { TextLink } from '@/components/links';
import { useWorkspace } from '@/workspace/here';
import { usePersonWords } from './usePersonWords';

/**
 * A person without a name, with a link to the profile: in the access log, where each name that is shown would be another
 * entry of the same log.
 */
export function UnreadPerson({ id }: { id: string }) {
  const workspace = useWorkspace();
  const words = usePersonWords();
  return (
    <TextLink
      to="/w/$workspace/profiles/$profile"
      params={{ workspace, profile: id }}
      underline="hover"
      style={{ whiteSpace: 'nowrap' }}
    >
      {words(id)}
    </TextLink>
  );
}
