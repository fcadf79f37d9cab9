import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { connectionsQuery } from '@/api/dataQueries';
import { createWarehouse, testNewWarehouse, testWarehouse } from '@/api/generated/operations';
import { keyFromName } from '@/components/form/keyFromName';
import { FormPage } from '@/components/page/FormPage';
import { ListCrumb } from '@/components/page/ListCrumb';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { ConnectionForm, type NamedDraft } from './ConnectionForm';
import { emptyDraft, requestOf } from './connectionDraft';
import { KindCards } from './KindCards';

const INITIAL: NamedDraft = { name: '', connection: emptyDraft('duckdb') };

export function NewConnectionPage() {
  const { t } = useTranslation();
  return (
    <FormPage
      operation="createWarehouse"
      title={t('connections.add')}
      lead={t('connections.addLead')}
      crumbs={[<ListCrumb key="all" of="connections" />]}
    >
      <Form />
    </FormPage>
  );
}

function Form() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  return (
    <Panel>
      <ConnectionForm
        initial={INITIAL}
        passwordSet={false}
        test={({ connection }) =>
          testNewWarehouse(workspace, { connection: requestOf(connection) })
        }
        send={({ name, connection }, attempt) =>
          createWarehouse(
            workspace,
            { name: name.trim(), key: keyFromName(name), connection: requestOf(connection) },
            { headers: { 'Idempotency-Key': attempt } },
          )
        }
        onSaved={async ({ id }) => {
          // What it finds is shown with the connection; that it fails keeps nobody from saving.
          await testWarehouse(workspace, id).catch(() => null);
          void client.invalidateQueries(connectionsQuery(workspace));
          void navigate({
            to: '/w/$workspace/connections/$connection',
            params: { workspace, connection: id },
            replace: true,
          });
        }}
        saveLabel={t('connections.save')}
      >
        {(draft, change) => (
          <KindCards
            kind={draft.connection.kind}
            onChange={(kind) => change({ ...draft, connection: { ...draft.connection, kind } })}
          />
        )}
      </ConnectionForm>
    </Panel>
  );
}
