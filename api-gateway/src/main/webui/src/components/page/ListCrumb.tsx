import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { TextLink } from '../links';

/** A kind of object that has a page with all of them, at its own name. */
type Listed =
  | 'audiences'
  | 'connections'
  | 'deliveries'
  | 'destinations'
  | 'events'
  | 'models'
  | 'profiles'
  | 'sources'
  | 'syncs';

/** Leads from one object to the page with all of its kind. */
export function ListCrumb({ of }: { of: Listed }) {
  const { t } = useTranslation();
  return (
    <TextLink to={`/w/$workspace/${of}`} params={{ workspace: useWorkspace() }} inherit>
      {t(`nav.${of}`)}
    </TextLink>
  );
}
