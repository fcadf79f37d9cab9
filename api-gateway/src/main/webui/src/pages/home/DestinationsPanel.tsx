import { useTranslation } from 'react-i18next';
import type { Destination } from '@/api/generated/model';
import { useWorkspace } from '@/app/workspace/here';
import { TextLink } from '@/components/links';
import { Panel } from '@/components/page/Panel';
import { DestinationState } from '@/components/states/DestinationState';

export function DestinationsPanel({ destinations }: { destinations: Destination[] }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  if (destinations.length === 0) {
    return null;
  }
  return (
    <Panel title={t('nav.destinations')}>
      <ul className="plain-list">
        {destinations.map(({ id, name, state }) => (
          <li key={id}>
            <TextLink
              to="/w/$workspace/destinations/$destination"
              params={{ workspace, destination: id }}
            >
              {name}
            </TextLink>
            <DestinationState state={state} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
