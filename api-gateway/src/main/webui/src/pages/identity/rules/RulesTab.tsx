import { useQuery } from '@tanstack/react-query';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { rulesQuery } from '../queries';
import { RulesForm } from './RulesForm';

export function RulesTab() {
  const { t } = useTranslation();
  const query = useQuery(rulesQuery(useWorkspace()));
  return (
    <Loaded
      query={query}
      skeleton={
        <Panel title={t('identity.types.title')} flush>
          <TableSkeleton />
        </Panel>
      }
    >
      {(saved) => <RulesForm saved={saved} />}
    </Loaded>
  );
}
