import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { previewQuery, type RowsFrom } from '@/api/dataQueries';
import type { ModelPreview } from '@/api/generated/model';
import { ProblemError } from '@/api/problem';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { KeyStep } from './KeyStep';
import { MappingEditor } from './MappingEditor';
import { nameFromTable, rowsFrom } from './modelDraft';
import { PreviewOf, RowsFailure } from './PreviewOf';
import { RowsStep } from './RowsStep';
import { ScheduleFields } from './ScheduleFields';
import { Steps } from './Steps';
import { suggestMapping } from './suggestMapping';
import { useNewModelForm } from './useNewModelForm';
import { whatIsMissing } from './whatIsMissing';

type Step = 'rows' | 'key' | 'mapping' | 'run';

/** From a connection to a model that runs, a step at a time; what was typed stays when one goes back. */
export function NewModel() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { connection = '' } = useSearch({ from: '/w/$workspace/models/new' });
  const { draft, change, save, saving, error } = useNewModelForm(connection);
  const [asked, setAsked] = useState<RowsFrom | null>(null);
  const [at, setAt] = useState(0);
  const [tried, setTried] = useState(false);
  const [suggestedFor, setSuggestedFor] = useState('');
  const from = rowsFrom(draft);
  const shown = draft.from === 'table' ? from : asked;
  const preview = useQuery({
    ...previewQuery(workspace, shown ?? { warehouse: '', table: '', query: null }),
    enabled: shown !== null,
  });

  const steps: Step[] = draft.person ? ['rows', 'key', 'mapping', 'run'] : ['rows', 'key', 'run'];
  const step = steps[at] ?? 'rows';
  const current = from !== null && JSON.stringify(shown) === JSON.stringify(from);
  const missing = step === 'rows' ? null : whatIsMissing(step, draft);
  const problem = error instanceof ProblemError ? error : null;
  const said = (field: string) =>
    tried && missing?.field === field ? t(`models.missing.${missing.reason}`) : undefined;

  const go = (to: number) => {
    setAt(to);
    setTried(false);
    window.scrollTo({ top: 0 });
  };
  const leaveRows = (read: ModelPreview) => {
    const rows = JSON.stringify(from);
    // Who comes back to the same rows finds what they said of them.
    if (rows !== suggestedFor) {
      const suggestion = suggestMapping(read.columns, read.rows);
      change({ ...suggestion, name: draft.name || nameFromTable(draft.table) });
      setSuggestedFor(rows);
    }
    go(1);
  };
  const next = () => {
    setTried(true);
    if (step === 'rows') {
      if (preview.data && current) {
        leaveRows(preview.data);
      }
    } else if (missing === null) {
      step === 'run' ? save() : go(at + 1);
    }
  };

  return (
    <>
      <Steps
        steps={steps.map((id) => ({ id, label: t(`models.steps.${id}`) }))}
        current={at}
        onGo={go}
      />
      <Stack gap="md">
        <Panel title={t(`models.steps.${step}`)}>
          {step === 'rows' && (
            <RowsStep
              draft={draft}
              onChange={change}
              onPreview={() => (current ? void preview.refetch() : setAsked(from))}
              previewing={draft.from === 'query' && preview.isFetching}
              error={current ? preview.error : null}
            />
          )}
          {step === 'key' && from && (
            <KeyStep
              draft={draft}
              from={from}
              columns={preview.data?.columns ?? []}
              onChange={change}
              keyError={said('primaryKey')}
              entityError={said('entity')}
            />
          )}
          {step === 'mapping' && (
            <>
              <Text c="dimmed" mb="sm">
                {t('models.mapping.lead')}
              </Text>
              <MappingEditor
                columns={preview.data?.columns ?? []}
                sample={preview.data?.rows[0]}
                mapping={draft.mapping}
                onChange={(mapping) => change({ mapping })}
                errorOf={() => undefined}
              />
              {said('mapping') && (
                <Text c="red" mt="sm" role="alert">
                  {said('mapping')}
                </Text>
              )}
            </>
          )}
          {step === 'run' && (
            <Stack gap="md" maw={640}>
              <TextInput
                label={t('list.name')}
                description={t('models.nameHelp')}
                value={draft.name}
                error={said('name') ?? problem?.at('/name') ?? keyTaken(problem)}
                onChange={({ currentTarget }) => change({ name: currentTarget.value })}
              />
              <ScheduleFields
                schedule={draft.schedule}
                onChange={(schedule) => change({ schedule })}
                error={
                  said('schedule') ?? problem?.at('/schedule') ?? problem?.at('/schedule/every')
                }
              />
              {error && !keyTaken(problem) && <RowsFailure error={error} />}
            </Stack>
          )}
        </Panel>
        {step === 'rows' && shown !== null && (
          <PreviewOf query={preview} besideQuery={draft.from === 'query'} />
        )}
        <Group>
          {at > 0 && (
            <Button variant="default" onClick={() => go(at - 1)}>
              {t('models.steps.back')}
            </Button>
          )}
          <Button
            onClick={next}
            loading={saving}
            disabled={step === 'rows' && !(preview.data && current)}
          >
            {t(step === 'run' ? 'models.saveAndRun' : 'models.steps.next')}
          </Button>
        </Group>
      </Stack>
    </>
  );
}

function keyTaken(problem: ProblemError | null): string | undefined {
  return problem?.code === 'key-taken' ? problem.message : problem?.at('/key');
}
