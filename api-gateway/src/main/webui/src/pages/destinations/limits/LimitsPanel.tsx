import { Alert, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Destination, DestinationBudgets, Manifest } from '@/api/generated/model';
import { readDestinationBudgets } from '@/api/generated/operations';
import { changes } from '@/api/queryClient';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { LiveDot } from '@/components/text/LiveDot';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Limit } from './Limit';
import classes from './Limits.module.css';

/** The numbers are at most this old, in milliseconds, while the page is open. */
const OFTEN = 30_000;

interface Props {
  destination: Destination;
  connector: Manifest | undefined;
}

/** What the vendor allows, how much of it is left, and who used it. */
export function LimitsPanel({ destination, connector }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'destinations', destination.id, 'budgets'],
    queryFn: ({ signal }) => readDestinationBudgets(workspace, destination.id, { signal }),
    // What is used changes without a change of the destination.
    refetchInterval: (query) => Math.min(OFTEN, changes.interval(query)),
  });
  return (
    <Panel title={t('limits.title')} aside={<LiveDot query={query} />}>
      <Loaded query={query} skeleton={<TableSkeleton rows={3} />}>
        {(read) => <Limits read={read} connector={connector} />}
      </Loaded>
    </Panel>
  );
}

interface LimitsProps {
  read: DestinationBudgets;
  connector: Manifest | undefined;
}

function Limits({ read: { heldUntil, budgets }, connector }: LimitsProps) {
  const { t } = useTranslation();
  const name = connector?.name;
  if (budgets.length === 0) {
    return <Text c="dimmed">{t('limits.none')}</Text>;
  }
  return (
    <Stack gap="sm">
      {heldUntil && (
        <Alert color="orange" role="note">
          {t('limits.refused')} <Time at={heldUntil} clock="wall" exact />.
        </Alert>
      )}
      <Text c="dimmed">
        {name === undefined ? t('limits.shared') : t('limits.sharedOf', { name })}
      </Text>
      <ul className={classes.limits}>
        {budgets.map((budget) => (
          <li key={keyOf(budget.limit)}>
            <Limit budget={budget} connector={connector} />
          </li>
        ))}
      </ul>
    </Stack>
  );
}

const keyOf = (limit: DestinationBudgets['budgets'][number]['limit']) =>
  JSON.stringify([limit.unit, limit.scope, limit.name, limit.amount, limit.window]);
