import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { previewQuery } from '@/api/dataQueries';
import type { Mapping, Model } from '@/api/generated/model';
import { ProblemError } from '@/api/problem';
import { useLeaveGuard } from '@/components/form/useLeaveGuard';
import { Panel } from '@/components/page/Panel';
import { useMay, useWorkspace } from '@/workspace/here';
import { MappingEditor } from './MappingEditor';
import { MappingTable } from './MappingTable';
import { mappingPatch, rowsOf } from './modelDraft';
import { RowsFailure } from './PreviewOf';
import { useChangeModel } from './useChangeModel';

/** What the columns say of people: to read, and for who may, to change. */
export function ModelMapping({ model }: { model: Model }) {
  const { t } = useTranslation();
  const may = useMay('changeModel').allowed;
  return (
    <Panel title={t('models.steps.mapping')} flush={!may}>
      {may ? <Editing key={model.version} model={model} /> : <MappingTable model={model} />}
    </Panel>
  );
}

function Editing({ model }: { model: Model }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [mapping, setMapping] = useState<Mapping>(model.mapping);
  const change = useChangeModel(model);
  const sample = useQuery(previewQuery(workspace, rowsOf(model))).data?.rows[0];
  const problem = change.error instanceof ProblemError ? change.error : null;
  const changed = mapping !== model.mapping;
  useLeaveGuard(changed, change.status);
  return (
    <>
      <Text c="dimmed" mb="sm">
        {t('models.mapping.lead')}
      </Text>
      <MappingEditor
        columns={model.columns}
        sample={sample}
        mapping={mapping}
        onChange={(next) => {
          setMapping(next);
          change.reset();
        }}
        errorOf={(part, column) =>
          problem?.at(column === '' ? `/mapping/${part}` : `/mapping/${part}/${escaped(column)}`)
        }
      />
      {change.error && <RowsFailure error={change.error} />}
      <Group mt="md">
        <Button
          disabled={!changed}
          loading={change.isPending}
          onClick={() => change.mutate({ mapping: mappingPatch(model.mapping, mapping) })}
        >
          {t('models.saveMapping')}
        </Button>
        {changed && (
          <Button variant="default" onClick={() => setMapping(model.mapping)}>
            {t('models.discard')}
          </Button>
        )}
      </Group>
    </>
  );
}

/** As a JSON pointer writes it (RFC 6901). */
function escaped(column: string): string {
  return column.replaceAll('~', '~0').replaceAll('/', '~1');
}
