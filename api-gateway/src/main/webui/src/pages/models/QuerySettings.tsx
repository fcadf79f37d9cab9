import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { previewQuery } from '@/api/dataQueries';
import type { Model } from '@/api/generated/model';
import { useLeaveGuard } from '@/components/form/useLeaveGuard';
import { Panel } from '@/components/page/Panel';
import { useWorkspace } from '@/workspace/here';
import { cleaned } from './modelDraft';
import { PreviewOf, RowsFailure } from './PreviewOf';
import { SqlEditor } from './SqlEditor';
import { useChangeModel } from './useChangeModel';

/** The query, whose rows are seen before it is saved. */
export function QuerySettings({ model }: { model: Model }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState(model.query ?? '');
  const [asked, setAsked] = useState<string | null>(null);
  const change = useChangeModel(model);
  const preview = useQuery({
    ...previewQuery(useWorkspace(), {
      warehouse: model.warehouse,
      table: null,
      query: asked ?? '',
    }),
    enabled: asked !== null,
  });
  const changed = cleaned(query) !== cleaned(model.query ?? '');
  const seen = asked === cleaned(query);
  useLeaveGuard(changed, change.status);
  return (
    <>
      <Panel title={t('models.queryTitle')}>
        <Stack gap="md">
          <SqlEditor
            label={t('models.query')}
            description={t('models.queryChangeHelp')}
            value={query}
            onChange={(next) => {
              setQuery(next);
              change.reset();
            }}
            error={seen && preview.isError}
          />
          {change.error && <RowsFailure error={change.error} />}
          <Group>
            <Button
              variant="default"
              loading={preview.isFetching}
              onClick={() => setAsked(cleaned(query))}
            >
              {t('models.previewRows')}
            </Button>
            <Button
              disabled={!changed || !seen || !preview.data}
              loading={change.isPending}
              onClick={() => change.mutate({ query: cleaned(query) })}
            >
              {t('models.saveQuery')}
            </Button>
          </Group>
        </Stack>
      </Panel>
      {asked !== null && <PreviewOf query={preview} />}
    </>
  );
}
