import { TextLink } from '@/components/links';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** The way to the reasons why a person is at a destination, or is not. */
export function AtDestinations({ profile }: { profile: string }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('nav.destinations')}>
      <TextLink
        to="/w/$workspace/profiles/$profile"
        params={{ workspace: useWorkspace(), profile }}
        search={{ tab: 'log' }}
      >
        {t('whyNot.askDestination')}
      </TextLink>
    </Panel>
  );
}
