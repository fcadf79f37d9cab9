import type { AdministrationEntry, Member } from '@/api/generated/model';
import { TextLink } from '@/components/links';
import { clientName } from '@/components/text/callerName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { nameOf } from '../nameOf';
import { DEFINITIONS } from './definitions';

interface Props {
  of: AdministrationEntry;
  members: readonly Member[] | undefined;
}

/** The changed object by its name of then, with a link while it exists. */
export function ChangedObject({ of, members }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { object, objectKind, name } = of;
  const Definition = DEFINITIONS[objectKind ?? ''];
  if (Definition !== undefined && object !== null) {
    return <Definition object={object} name={name} />;
  }
  switch (objectKind) {
    case 'member':
      return memberName(of, members) ?? t('callers.hidden');
    case 'client':
      return name || (object === null ? '' : clientName(object));
    case 'trait': {
      const trait = name || object;
      return trait === null ? (
        ''
      ) : (
        <TextLink
          to="/w/$workspace/dictionary/trait"
          params={{ workspace }}
          search={{ name: trait }}
          underline="always"
        >
          {trait}
        </TextLink>
      );
    }
    // A refused or failed change of a rule has the kind of its path.
    case 'rule':
    case 'alert-rule':
      return (
        <TextLink to="/w/$workspace/alerts" params={{ workspace }} underline="always">
          {name || t('administration.unnamed')}
        </TextLink>
      );
    default:
      return name || (object ?? '');
  }
}

/** The name of then; an entry of a refused attempt and of an earlier version has the present name. */
function memberName(
  { object, name }: AdministrationEntry,
  members: readonly Member[] | undefined,
): string | null {
  const member = members?.find(({ id, username }) => id === object || username === object);
  return name || (member ? nameOf(member) : object);
}
