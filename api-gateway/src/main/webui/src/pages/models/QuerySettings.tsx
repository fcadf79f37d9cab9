import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { previewQuery } from '@/api/dataQueries';
import type { Model } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { cleaned } from './modelDraft';
import { PreviewOf, RowsFailure } from './PreviewOf';
import { isOfQuery } from './sql/queryFault';
import { SqlField } from './sql/SqlField';
import { useModelForm } from './useModelForm';

/** The query, whose rows are seen before it is saved. */
export function QuerySettings({ model }: { model: Model }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<string | null>(null);
  const before = model.query ?? '';
  const differs = ({ query }: { query: string }) => cleaned(query) !== cleaned(before);
  const { draft, change, save, saving, error } = useModelForm(model, {
    start: { query: before },
    loses: differs,
    patchOf: ({ query }) => ({ query: cleaned(query) }),
  });
  const { query } = draft;
  const preview = useQuery({
    ...previewQuery(useWorkspace(), {
      warehouse: model.warehouse,
      table: null,
      query: asked ?? '',
    }),
    enabled: asked !== null,
  });
  const changed = differs(draft);
  const seen = asked === cleaned(query);
  return (
    <>
      <Panel title={t('models.queryTitle')}>
        <Stack gap="md">
          <SqlField
            label={t('models.query')}
            description={t('models.queryChangeHelp')}
            connection={model.warehouse}
            value={query}
            onChange={(next) => change({ query: next })}
            error={(seen ? preview.error : null) ?? error}
          />
          {error && !isOfQuery(error) && <RowsFailure error={error} />}
          <Group>
            <Button
              variant="default"
              loading={preview.isFetching}
              onClick={() => (seen ? void preview.refetch() : setAsked(cleaned(query)))}
            >
              {t('models.previewRows')}
            </Button>
            <Button
              disabled={!changed || !seen || !preview.data}
              loading={saving}
              onClick={() => save()}
            >
              {t('models.saveQuery')}
            </Button>
          </Group>
        </Stack>
      </Panel>
      {asked !== null && <PreviewOf query={preview} besideQuery />}
    </>
  );
}
