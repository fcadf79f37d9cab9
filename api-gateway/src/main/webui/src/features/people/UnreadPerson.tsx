import { TextLink } from '@/components/links';
import { useWorkspace } from '@/workspace/here';
import { useShortName } from './useShortName';

interface Props {
  id: string;
  tab?: string;
  /** Among words, where colour alone would not tell it. */
  inText?: boolean;
}

/** Leads to a person whose name stays unread, for each reading of a person is on record. */
export function UnreadPerson({ id, tab, inText = false }: Props) {
  const workspace = useWorkspace();
  const shortName = useShortName();
  return (
    <TextLink
      to="/w/$workspace/profiles/$profile"
      params={{ workspace, profile: id }}
      search={{ tab }}
      underline={inText ? 'always' : 'hover'}
      style={{ whiteSpace: 'nowrap' }}
    >
      {shortName(id)}
    </TextLink>
  );
}
