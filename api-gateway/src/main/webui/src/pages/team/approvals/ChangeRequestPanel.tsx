import { Button, Group, Text } from '@mantine/core';
import type { ChangeRequest } from '@/api/generated/model';
import { TextLink } from '@/components/links';
import { Facts } from '@/components/page/Facts';
import { Panel } from '@/components/page/Panel';
import { StateBadge } from '@/components/StateBadge';
import { Time } from '@/components/text/Time';
import { useCallerName } from '@/components/text/useCallerName';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { ChangeFields } from './ChangeFields';
import { useWhat } from './useWhat';
import { comparisonOf, STATES } from './words';

export type Action = 'approve' | 'reject' | 'withdraw';

interface Props {
  request: ChangeRequest;
  onAction: (action: Action, request: ChangeRequest) => void;
}

/** One requested change: who, why, what would change, and what was decided. */
export function ChangeRequestPanel({ request, onAction }: Props) {
  const { t } = useTranslation();
  const what = useWhat()(request);
  const open = request.state === 'open';
  const actions: readonly Action[] = request.own ? ['withdraw'] : ['approve', 'reject'];
  return (
    <Panel
      title={what}
      aside={
        <StateBadge state={STATES[request.state]}>
          {t(`approvals.state.${request.state}`)}
        </StateBadge>
      }
    >
      <Facts facts={[...useAsked(request), ...useDecided(request)]} />
      {open && (
        <Group mt="md" gap="xs">
          {actions.map((action) => (
            <Button
              key={action}
              variant={action === 'approve' ? 'filled' : 'default'}
              aria-label={t(`approvals.${action}Of`, { what })}
              onClick={() => onAction(action, request)}
            >
              {t(`approvals.${action}`)}
            </Button>
          ))}
          {request.own && (
            <Text fz="sm" c="dimmed">
              {t('approvals.own')}
            </Text>
          )}
        </Group>
      )}
    </Panel>
  );
}

function useAsked(request: ChangeRequest) {
  const { t } = useTranslation();
  const nameOf = useCallerName();
  const { state, reason, requestedBy, requestedAt, expiresAt } = request;
  return [
    { label: t('approvals.by'), value: nameOf(requestedBy) },
    { label: t('approvals.when'), value: <Time at={requestedAt} clock="wall" exact /> },
    ...(state === 'open'
      ? [{ label: t('approvals.until'), value: <Time at={expiresAt} clock="wall" exact /> }]
      : []),
    { label: t('approvals.why'), value: reason },
    { label: t('approvals.what'), value: <WouldChange request={request} /> },
  ];
}

/** A restore sends no fields: the page of the object has both versions beside each other. */
function WouldChange({ request }: { request: ChangeRequest }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const comparison = comparisonOf(request);
  return comparison ? (
    <TextLink
      to={`/w/${workspace}/${comparison.page}` as string}
      search={{ history: comparison.history }}
    >
      {t('approvals.versions')}
    </TextLink>
  ) : (
    <ChangeFields fields={request.changes} />
  );
}

function useDecided({ decision, outcome }: ChangeRequest) {
  const { t } = useTranslation();
  const nameOf = useCallerName();
  return [
    ...(decision
      ? [
          {
            label: t('approvals.decidedBy'),
            value: (
              <>
                {nameOf(decision.by)}, <Time at={decision.at} clock="wall" exact />
              </>
            ),
          },
        ]
      : []),
    ...(decision?.reason ? [{ label: t('approvals.answer'), value: decision.reason }] : []),
    ...(outcome?.detail
      ? [{ label: t('approvals.outcome'), value: <Value value={outcome.detail} /> }]
      : []),
  ];
}
