import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { previewQuery } from '@/api/dataQueries';
import type { Model } from '@/api/generated/model';
import { ProblemError } from '@/api/problem';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { MappingEditor } from './MappingEditor';
import { MappingTable } from './MappingTable';
import { mappingPatch, rowsOf } from './modelDraft';
import { RowsFailure } from './PreviewOf';
import { useModelForm } from './useModelForm';

/** What the columns say of people: to read, and for who may, to change. */
export function MappingTab({ model }: { model: Model }) {
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
  const { draft, typed, change, discard, save, saving, error } = useModelForm(model, {
    start: { mapping: model.mapping },
    patchOf: ({ mapping }) => ({ mapping: mappingPatch(model.mapping, mapping) }),
  });
  const sample = useQuery(previewQuery(workspace, rowsOf(model))).data?.rows[0];
  const problem = error instanceof ProblemError ? error : null;
  return (
    <>
      <Text c="dimmed" mb="sm">
        {t('models.mapping.lead')}
      </Text>
      <MappingEditor
        columns={model.columns}
        sample={sample}
        mapping={draft.mapping}
        onChange={(mapping) => change({ mapping })}
        errorOf={(part, column) =>
          problem?.at(column === '' ? `/mapping/${part}` : `/mapping/${part}/${escaped(column)}`)
        }
      />
      {error && <RowsFailure error={error} />}
      <Group mt="md">
        <Button disabled={!typed} loading={saving} onClick={() => save()}>
          {t('models.saveMapping')}
        </Button>
        {typed && (
          <Button variant="default" onClick={discard}>
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
