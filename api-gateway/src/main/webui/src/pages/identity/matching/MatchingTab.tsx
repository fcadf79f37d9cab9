import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '@/components/feedback/Loaded';
import { Columns } from '@/components/page/Columns';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { matchingQuery } from '../queries';
import { ComparisonsPanel } from './ComparisonsPanel';
import { LookingPanel } from './LookingPanel';
import { QualityPanel } from './QualityPanel';
import { RunsPanel } from './RunsPanel';
import { SettingsForm } from './SettingsForm';

/** How people who may be one are found, from when on they are suggested, and how often that is right. */
export function MatchingTab() {
  const { t } = useTranslation();
  const query = useQuery(matchingQuery(useWorkspace()));
  return (
    <>
      <Text c="dimmed" mb="md">
        {t('matching.lead')}
      </Text>
      <Loaded
        query={query}
        skeleton={
          <Panel title={t('matching.settings.title')}>
            <Skeleton height={320} />
          </Panel>
        }
      >
        {(settings) => (
          <Columns
            main={
              <>
                <LookingPanel />
                <SettingsForm saved={settings} />
                <QualityPanel settings={settings} />
              </>
            }
            side={
              <>
                <ComparisonsPanel comparisons={settings.comparisons} />
                <RunsPanel />
              </>
            }
          />
        )}
      </Loaded>
    </>
  );
}
