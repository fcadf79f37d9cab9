import { Button, NativeSelect, SegmentedControl, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { connectionsQuery } from '@/api/dataQueries';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { ButtonLink } from '@/components/links';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import type { ModelDraft } from './modelDraft';
import { SqlField } from './sql/SqlField';
import { TablePicker } from './TablePicker';

interface Props {
  draft: ModelDraft;
  onChange: (draft: ModelDraft) => void;
  /** Reads the first rows of what is typed. */
  onPreview: () => void;
  previewing: boolean;
  /** Why the API refuses what is typed. */
  error: Error | null;
}

/** Which connection, and which of its rows. */
export function RowsStep({ draft, onChange, onPreview, previewing, error }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery(connectionsQuery(workspace));
  return (
    <Loaded query={query} skeleton={<TableSkeleton />}>
      {({ data: connections }) =>
        connections.length === 0 ? (
          <Empty
            title={t('connections.empty')}
            action={
              <ButtonLink to="/w/$workspace/connections/new" params={{ workspace }}>
                {t('connections.add')}
              </ButtonLink>
            }
          >
            {t('models.needsConnection')}
          </Empty>
        ) : (
          <Stack gap="md">
            <NativeSelect
              label={t('models.connection')}
              maw={420}
              value={draft.warehouse}
              data={[
                { value: '', label: t('models.choose') },
                ...connections.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={({ currentTarget }) =>
                onChange({ ...draft, warehouse: currentTarget.value, table: '' })
              }
            />
            {draft.warehouse !== '' && (
              <>
                <SegmentedControl
                  aria-label={t('models.rowsFrom')}
                  w="fit-content"
                  value={draft.from}
                  data={[
                    { value: 'table', label: t('models.aTable') },
                    { value: 'query', label: t('models.aQuery') },
                  ]}
                  onChange={(from) => onChange({ ...draft, from: from as ModelDraft['from'] })}
                />
                {draft.from === 'table' ? (
                  <TablePicker
                    connection={draft.warehouse}
                    table={draft.table}
                    onChange={(table) => onChange({ ...draft, table })}
                  />
                ) : (
                  <>
                    <SqlField
                      label={t('models.query')}
                      description={t('models.queryHelp')}
                      connection={draft.warehouse}
                      value={draft.query}
                      onChange={(query) => onChange({ ...draft, query })}
                      error={error}
                    />
                    <Button
                      variant="default"
                      w="fit-content"
                      loading={previewing}
                      onClick={onPreview}
                    >
                      {t('models.previewRows')}
                    </Button>
                  </>
                )}
              </>
            )}
          </Stack>
        )
      }
    </Loaded>
  );
}
