import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AlertRule } from '@/api/generated/model';
import { Loaded } from '@/components/feedback/Loaded';
import { AudienceLink, ModelLink, SourceLink, SyncLink } from '@/components/objects/ObjectLink';
import { Panel } from '@/components/page/Panel';
import { alertRulesQuery } from '@/features/alerts/queries';
import { RuleList } from '@/features/alerts/RuleList';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** The alert rules of all objects. */
export function AlertRulesPanel() {
  const { t } = useTranslation();
  const query = useQuery(alertRulesQuery(useWorkspace()));
  return (
    <Panel title={t('alertRules.list')}>
      <Loaded query={query} skeleton={<Skeleton height={80} />}>
        {(rules) => (
          <RuleList
            rules={rules}
            none={t('alertRules.noneAnywhere')}
            objectOf={(rule) => <WatchedLink rule={rule} />}
          />
        )}
      </Loaded>
    </Panel>
  );
}

function WatchedLink({ rule: { objectKind, object, objectName } }: { rule: AlertRule }) {
  switch (objectKind) {
    case 'audience':
      return <AudienceLink id={object} name={objectName} />;
    case 'sync':
      return <SyncLink id={object} name={objectName} />;
    case 'source':
      return <SourceLink id={object} name={objectName} />;
    case 'model':
      return <ModelLink id={object} name={objectName} />;
  }
}
