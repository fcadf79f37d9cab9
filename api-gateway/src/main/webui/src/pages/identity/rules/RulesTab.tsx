import { useQuery } from '@tanstack/react-query';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { rulesQuery, rulesVersionQuery } from '../queries';
import { RulesForm } from './RulesForm';

/** The version with the rules of a workspace that has not changed them. */
const DEFAULTS = 0;

export function RulesTab() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const rules = useQuery(rulesQuery(workspace));
  const defaults = useQuery(rulesVersionQuery(workspace, DEFAULTS));
  const skeleton = (
    <Panel title={t('identity.types.title')} flush>
      <TableSkeleton />
    </Panel>
  );
  return (
    <Loaded query={defaults} skeleton={skeleton}>
      {(defaults) => (
        <Loaded query={rules} skeleton={skeleton}>
          {(saved) => <RulesForm saved={saved} defaults={defaults} />}
        </Loaded>
      )}
    </Loaded>
  );
}
