import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Channels } from './Channels';
import { alertSettingsQuery } from './queries';
import { SettingsForm } from './SettingsForm';

/** Who is notified, from when on, and whether that works. */
export function AlertSettingsPanel() {
  const { t } = useTranslation();
  const settings = useQuery(alertSettingsQuery(useWorkspace()));
  return (
    <Panel title={t('alerts.settings.title')}>
      <Loaded query={settings} skeleton={<Skeleton height={420} />}>
        {(saved) => (
          <Stack gap="lg">
            <Channels channels={saved.channels} />
            <SettingsForm saved={saved} />
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}
