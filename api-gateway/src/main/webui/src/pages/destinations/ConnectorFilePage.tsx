import { Alert, Button, Checkbox, Code, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConnectorFile } from '@/api/generated/model';
import {
  addConnector,
  readConnectorFile,
  removeConnector,
  replaceConnector,
  validateConnector,
} from '@/api/generated/operations';
import { hasStatus, ProblemError } from '@/api/problem';
import { connectorsQuery } from '@/api/queries';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { useTell } from '@/components/feedback/useTell';
import { Confirm } from '@/components/form/Confirm';
import { useForm } from '@/components/form/useForm';
import { FormPage } from '@/components/page/FormPage';
import { ListCrumb } from '@/components/page/ListCrumb';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { CheckedConnector, Sentences } from './CheckedConnector';
import { ConnectorVersions } from './ConnectorVersions';

/** The file of a connector that the workspace adds, or has added. */
export function ConnectorFilePage() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { of } = useSearch({ from: '/w/$workspace/destinations/connector' });
  const query = useQuery({
    queryKey: fileKey(workspace, of),
    queryFn: ({ signal }) => readConnectorFile(workspace, of ?? '', { signal }),
    enabled: of !== undefined,
  });
  return (
    <FormPage
      operation={of === undefined ? 'addConnector' : 'replaceConnector'}
      title={
        of === undefined
          ? t('connectors.add')
          : t('connectors.changeTitle', { name: query.data?.name ?? of })
      }
      lead={t('connectors.lead')}
      crumbs={[<ListCrumb key="all" of="destinations" />]}
    >
      {of === undefined ? (
        <Editor stored={null} />
      ) : (
        <Loaded query={query} skeleton={<TableSkeleton rows={6} />}>
          {(stored) => <Editor key={stored.id} stored={stored} />}
        </Loaded>
      )}
    </FormPage>
  );
}

const fileKey = (workspace: string, connector: string | undefined) => [
  ...connectorsQuery(workspace).queryKey,
  connector,
  'file',
];

/** A file whose save was refused because of its effects. */
interface Broken {
  yaml: string;
  breaks: readonly string[];
}

function Editor({ stored }: { stored: ConnectorFile | null }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  const tell = useTell();
  const [removing, setRemoving] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: connectorsQuery(workspace).queryKey });
  const check = useMutation({
    mutationFn: (yaml: string) => validateConnector(workspace, { yaml }),
  });
  const [broken, setBroken] = useState<Broken | null>(null);
  // A draft keeps the version that was there when typing began.
  const form = useForm({
    start: { yaml: stored?.yaml ?? '', acceptsBreaks: false, version: stored?.version ?? 0 },
    send: ({ yaml, acceptsBreaks, version }, _, attempt) => {
      const sent =
        stored === null
          ? addConnector(workspace, { yaml }, { headers: { 'Idempotency-Key': attempt } })
          : replaceConnector(
              workspace,
              stored.key,
              { yaml, acceptsBreaks },
              { headers: { 'If-Match': `"${version}"` } },
            );
      // The answer names one mistake; the check lists all of them with their lines.
      sent.catch((refused: Error) => {
        const breaks = breaksOf(refused);
        setBroken(breaks.length > 0 ? { yaml, breaks } : null);
        check.mutate(yaml);
      });
      return sent;
    },
    // The file of the other user is read, so that this one can be compared with it.
    onRefused: (refused) => {
      if (hasStatus(refused, 412)) {
        void refresh();
      }
    },
    onSaved: async (saved, forget) => {
      client.setQueryData(fileKey(workspace, saved.key), saved);
      forget();
      tell({ message: t('connectors.saved', { name: saved.name }) });
      await refresh();
      void navigate({
        to: '/w/$workspace/destinations/connector',
        params: { workspace },
        search: { of: saved.key },
        replace: true,
      });
    },
  });
  const { yaml, acceptsBreaks, version } = form.draft;
  const checked = check.variables === yaml ? check.data : undefined;
  const breaks = checked?.breaks ?? (broken?.yaml === yaml ? broken.breaks : []);
  const type = (text: string, over = version) => {
    form.change({ yaml: text, acceptsBreaks: false, version: over });
    check.reset();
  };
  const present = stored?.version ?? 0;
  /** Another user has changed the connector since typing began. */
  const changed = form.typed && present !== version && !form.saving;
  const remove = useMutation({
    mutationFn: () =>
      removeConnector(workspace, stored?.key ?? '', {
        headers: { 'If-Match': `"${stored?.version ?? 0}"` },
      }),
    onSuccess: async () => {
      await refresh();
      void navigate({ to: '/w/$workspace/destinations/new', params: { workspace } });
    },
  });
  return (
    <Stack gap="md">
      <Panel>
        <Stack gap="md">
          <Textarea
            label={t('connectors.file')}
            description={t('connectors.fileHelp')}
            value={yaml}
            autosize
            minRows={16}
            maxRows={40}
            spellCheck={false}
            styles={{ input: { fontFamily: 'monospace', whiteSpace: 'pre', overflowX: 'auto' } }}
            onChange={({ currentTarget }) => type(currentTarget.value)}
          />
          <Group gap="sm">
            <Button
              variant="default"
              loading={check.isPending}
              disabled={yaml.trim() === ''}
              onClick={() => check.mutate(yaml)}
            >
              {t('connectors.check')}
            </Button>
            <Text fz="sm" c="dimmed">
              {t('connectors.checkHelp')}
            </Text>
          </Group>
        </Stack>
      </Panel>
      {check.error && <Failure error={check.error} />}
      <div role="status">
        {checked ? (
          <CheckedConnector result={checked} />
        ) : (
          <Sentences title={t('connectors.breaks')} sentences={breaks} />
        )}
      </div>
      {stored && breaks.length > 0 && (
        <Checkbox
          label={t('connectors.acceptBreaks')}
          checked={acceptsBreaks}
          onChange={({ currentTarget }) => form.change({ acceptsBreaks: currentTarget.checked })}
        />
      )}
      {stored && changed && (
        <Changed
          stored={stored}
          onDiscard={() => {
            form.discard();
            check.reset();
          }}
          onKeep={() => type(yaml, present)}
        />
      )}
      {form.error && breaks.length === 0 && !(changed && hasStatus(form.error, 412)) && (
        <Failure error={form.error} />
      )}
      <Group>
        <Button loading={form.saving} disabled={yaml.trim() === ''} onClick={() => form.save()}>
          {t('connectors.save')}
        </Button>
        {stored && (
          <Button
            variant="default"
            onClick={() => {
              remove.reset();
              setRemoving(true);
            }}
          >
            {t('connectors.removeConnector')}
          </Button>
        )}
      </Group>
      {stored && (
        <Confirm
          opened={removing}
          onClose={() => setRemoving(false)}
          title={t('connectors.removeTitle', { name: stored.name })}
          action={t('connectors.removeConnector')}
          danger
          mutation={remove}
        >
          {t('connectors.removeDetail')}
        </Confirm>
      )}
      {stored && (
        <ConnectorVersions
          stored={stored}
          typed={form.typed}
          saving={form.saving}
          onPut={(text) => type(text, present)}
          onRestored={(restored) => {
            client.setQueryData(fileKey(workspace, restored.key), restored);
            form.discard();
            check.reset();
          }}
        />
      )}
    </Stack>
  );
}

interface ChangedProps {
  stored: ConnectorFile;
  onDiscard: () => void;
  /** The typed text replaces the present version. */
  onKeep: () => void;
}

/** Says that another user has changed the connector, and asks which text is kept. */
function Changed({ stored, onDiscard, onKeep }: ChangedProps) {
  const { t } = useTranslation();
  const { version } = stored;
  return (
    <Alert color="yellow" role="alert" title={t('connectors.changedMeanwhile', { version })}>
      <Stack gap="sm">
        <details>
          <summary>{t('connectors.presentFile', { version })}</summary>
          <Code block mah={320} style={{ overflow: 'auto' }} tabIndex={0}>
            {stored.yaml}
          </Code>
        </details>
        <Group gap="sm">
          <Button size="xs" variant="default" onClick={onDiscard}>
            {t('connectors.discard', { version })}
          </Button>
          <Button size="xs" variant="default" onClick={onKeep}>
            {t('connectors.keep', { version })}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

/** The effects for which the API refuses a change that nobody has accepted. */
function breaksOf(error: Error): readonly string[] {
  return error instanceof ProblemError && error.code === 'conflict'
    ? (error.problem.errors ?? []).map(({ detail }) => detail)
    : [];
}
