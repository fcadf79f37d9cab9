import { Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChangeRequest } from '@/api/generated/model';
import { Empty } from '@/components/feedback/Empty';
import { Forbidden } from '@/components/feedback/Forbidden';
import { Loaded } from '@/components/feedback/Loaded';
import { More } from '@/components/page/More';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { type Action, ChangeRequestPanel } from './ChangeRequestPanel';
import { Approve, Reject, Withdraw } from './Decide';
import { changeRequestsQuery } from './queries';

const DIALOGS = { approve: Approve, reject: Reject, withdraw: Withdraw } as const;

/** Changes that a second person decides on, and what was decided. */
export function ApprovalsTab() {
  const { t } = useTranslation();
  const may = useMay('listChangeRequests');
  const [doing, setDoing] = useState<{ action: Action; request: ChangeRequest } | null>(null);
  if (!may.allowed) {
    return (
      <Panel>
        <Forbidden needs={may.needs} />
      </Panel>
    );
  }
  const Doing = doing && DIALOGS[doing.action];
  const act = (action: Action, request: ChangeRequest) => setDoing({ action, request });
  return (
    <>
      <Text c="dimmed" mb="sm">
        {t('approvals.lead')}
      </Text>
      <Requests state="open" onAction={act} />
      <Title order={2} mt="xl" mb="sm">
        {t('approvals.decided')}
      </Title>
      <Requests state="decided" onAction={act} />
      {Doing && doing && <Doing request={doing.request} onClose={() => setDoing(null)} />}
    </>
  );
}

interface Props {
  state: 'open' | 'decided';
  onAction: (action: Action, request: ChangeRequest) => void;
}

function Requests({ state, onAction }: Props) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(changeRequestsQuery(useWorkspace(), state));
  return (
    <Loaded
      query={query}
      skeleton={
        <Panel flush>
          <TableSkeleton rows={3} />
        </Panel>
      }
    >
      {({ pages }) => {
        const requests = pages.flatMap(({ data }) => data);
        return requests.length === 0 ? (
          <Panel>
            {state === 'open' ? (
              <Empty title={t('approvals.none')}>{t('approvals.noneDetail')}</Empty>
            ) : (
              <Text c="dimmed">{t('approvals.noneDecided')}</Text>
            )}
          </Panel>
        ) : (
          <Stack gap="md">
            {requests.map((request) => (
              <ChangeRequestPanel key={request.id} request={request} onAction={onAction} />
            ))}
            <More query={query} onlyAsked={state === 'open'} />
          </Stack>
        );
      }}
    </Loaded>
  );
}
