import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { modelQuery } from '@/api/dataQueries';
import type { Model } from '@/api/generated/model';
import { Failure } from '@/components/feedback/Failure';
import { later } from '@/components/later/later';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { ObjectTabs } from '@/components/page/ObjectTabs';
import { Page } from '@/components/page/Page';
import { RunsTable } from '@/components/runs/RunsTable';
import { useStartRun } from '@/components/runs/useStartRun';
import { ObjectAlerts } from '@/features/alerts/ObjectAlerts';
import { History } from '@/features/history/History';
import { PERSON } from '@/features/models/entity';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { ModelHealth } from './ModelHealth';
import { ModelLead } from './ModelLead';
import { ModelMenu } from './ModelMenu';
import { ModelState } from './ModelState';
import { RowsPreview } from './RowsPreview';

const MappingTab = later(() =>
  import('./MappingTab').then(({ MappingTab }) => ({ default: MappingTab })),
);

const SettingsTab = later(() =>
  import('./SettingsTab').then(({ SettingsTab }) => ({ default: SettingsTab })),
);

const ModelHistoryDrawer = later(() =>
  import('@/features/history/drawers/ModelHistoryDrawer').then(({ ModelHistoryDrawer }) => ({
    default: ModelHistoryDrawer,
  })),
);

export function ModelPage() {
  const { t } = useTranslation();
  const { model } = useParams({ from: '/w/$workspace/models/$model' });
  const query = useQuery(modelQuery(useWorkspace(), model));
  return (
    <LoadedPage
      query={query}
      kind={t('nav.models')}
      gone={<History drawer={ModelHistoryDrawer} id={model} name={null} />}
    >
      {(model) => <LoadedModel key={model.id} model={model} />}
    </LoadedPage>
  );
}

function LoadedModel({ model }: { model: Model }) {
  const { t } = useTranslation();
  const mayRun = useMay('startRun').allowed;
  const mayPreview = useMay('previewModel').allowed;
  const start = useStartRun();
  return (
    <Page
      title={model.name}
      badge={<ModelState model={model} />}
      lead={<ModelLead model={model} />}
      crumbs={[<ListCrumb key="all" of="models" />]}
      actions={
        <>
          <History drawer={ModelHistoryDrawer} id={model.id} name={model.name} />
          <ObjectAlerts kind="model" id={model.id} name={model.name} />
          {mayRun && (
            <Button loading={start.isPending} onClick={() => start.mutate(model.id)}>
              {t('models.runNow')}
            </Button>
          )}
          <ModelMenu model={model} />
        </>
      }
    >
      {start.error && <Failure error={start.error} />}
      <ObjectTabs
        label={t('models.parts')}
        tabs={[
          {
            value: 'health',
            label: t('connections.health'),
            panel: () => <ModelHealth model={model} />,
          },
          {
            value: 'runs',
            label: t('models.runs'),
            panel: () => <RunsTable model={model.id} />,
          },
          ...(model.entity === PERSON
            ? [
                {
                  value: 'mapping',
                  label: t('models.steps.mapping'),
                  panel: () => <MappingTab model={model} />,
                },
              ]
            : []),
          ...(mayPreview
            ? [
                {
                  value: 'rows',
                  label: t('models.rows'),
                  panel: () => <RowsPreview model={model} />,
                },
              ]
            : []),
          {
            value: 'settings',
            label: t('connections.settings'),
            panel: () => <SettingsTab model={model} />,
          },
        ]}
      />
    </Page>
  );
}
