import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { InboxGroup } from '@/api/generated/model';
import {
  confirmDeliveries,
  previewArrived,
  previewRetry,
  retryDeliveries,
} from '@/api/generated/operations';
import { Loaded } from '@/components/feedback/Loaded';
import { useTell } from '@/components/feedback/useTell';
import { Question } from '@/components/form/Confirm';
import { useDestinationNames } from '@/components/objects/useNames';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { arrivedOf, groupKey, hasSpan, isEmpty, retryOf, type Span } from './decision';
import { TimeSpan } from './TimeSpan';

export type DecisionKind = 'arrived' | 'retry';

interface Props {
  kind: DecisionKind;
  group: InboxGroup;
  /** When the list was read. */
  asOf: string;
  onClose: () => void;
}

/** How many deliveries a decision is about. */
interface Concerned {
  count: number;
  rounded: boolean;
}

/** Counts the deliveries that a decision would change, and asks before it changes them. */
export function Decision({ kind, group: listed, asOf: readAt, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  // The list is read again meanwhile. The decision is about the deliveries that were counted.
  const [{ group, asOf }] = useState({ group: listed, asOf: readAt });
  const [span, setSpan] = useState<Span>({});
  const preview = useQuery({
    // Not below the workspace: the decision makes everything there be read again.
    queryKey: ['decision-preview', workspace, kind, groupKey(group), asOf, span],
    queryFn: () => counted(workspace, kind, group, asOf, span),
    enabled: !isEmpty(span),
    staleTime: 0,
    gcTime: 0,
    refetchInterval: false,
    refetchOnWindowFocus: false,
  });
  const asked = (
    <Loaded
      query={preview}
      skeleton={
        <div role="status" aria-label={t('inboxPage.counting')}>
          <Skeleton height={90} />
        </div>
      }
    >
      {(concerned) =>
        concerned.count === 0 && !concerned.rounded ? (
          <Nothing
            why={isUnbounded(span) ? 'inboxPage.nothingLeft' : 'inboxPage.nothingThen'}
            {...{ onClose }}
          />
        ) : (
          <Asked {...{ kind, group, asOf, span, concerned, onClose }} />
        )
      }
    </Loaded>
  );
  if (!hasSpan(group)) {
    return asked;
  }
  return (
    <Stack gap="md">
      <TimeSpan span={span} onChange={setSpan} />
      {isEmpty(span) ? <Nothing why="inboxPage.endsFirst" onClose={onClose} /> : asked}
    </Stack>
  );
}

function isUnbounded({ from, until }: Span): boolean {
  return from === undefined && until === undefined;
}

function Nothing({
  why,
  onClose,
}: {
  why: 'inboxPage.nothingLeft' | 'inboxPage.nothingThen' | 'inboxPage.endsFirst';
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Stack gap="md" align="flex-start">
      <Text>{t(why)}</Text>
      <Button variant="default" onClick={onClose}>
        {t('inboxPage.close')}
      </Button>
    </Stack>
  );
}

async function counted(
  workspace: string,
  kind: DecisionKind,
  group: InboxGroup,
  asOf: string,
  span: Span,
): Promise<Concerned> {
  if (kind === 'arrived') {
    const { confirmed, approximate } = await previewArrived(
      workspace,
      arrivedOf(group, asOf, span),
    );
    return { count: confirmed, rounded: approximate !== undefined };
  }
  const { retried, approximate } = await previewRetry(workspace, retryOf(group, asOf, span));
  return { count: retried, rounded: approximate !== undefined };
}

function Asked({
  kind,
  group,
  asOf,
  span,
  concerned,
  onClose,
}: Props & { span: Span; concerned: Concerned }) {
  const { t } = useTranslation();
  const tell = useTell();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const destination = useDestinationNames()(group.destination);
  const { count, rounded } = concerned;
  const uncertain = group.state === 'uncertain';
  const others = !rounded && !group.atLeast && count > group.count && (
    <Text mt="xs">{t('inboxPage.includesOthers')}</Text>
  );
  const decide = useMutation({
    mutationFn: async () => {
      if (kind === 'arrived') {
        const { confirmed, approximate } = await confirmDeliveries(
          workspace,
          arrivedOf(group, asOf, span),
        );
        return approximate
          ? t('activation.arrivedDoneSome')
          : t('activation.arrivedDone', { count: confirmed });
      }
      const { retried, approximate } = await retryDeliveries(workspace, retryOf(group, asOf, span));
      return approximate
        ? t('activation.goAgainSome')
        : t('activation.goAgain', { count: retried });
    },
    onSuccess: (message) => {
      onClose();
      tell({ message });
      return client.invalidateQueries({ queryKey: ['workspaces', workspace] });
    },
  });
  if (kind === 'arrived') {
    return (
      <Question onClose={onClose} action={t('activation.theyArrived')} mutation={decide}>
        {!rounded && <Text fw={600}>{t('inboxPage.concerned', { count })}</Text>}
        <Text mt="xs">{t('activation.arrivedDetail', { destination })}</Text>
        {others}
      </Question>
    );
  }
  return (
    <Question
      onClose={onClose}
      action={t(uncertain ? 'activation.sendAgain' : 'activation.tryAgain')}
      mutation={decide}
    >
      <Text>
        {rounded
          ? t('activation.tryAgainDetailSome', { destination })
          : t('activation.tryAgainDetail', { count, destination })}
      </Text>
      {others}
      {group.approximate !== undefined && <Text mt="xs">{t('inboxPage.laterToo')}</Text>}
      {uncertain && <Text mt="xs">{t('activation.mayBeTwice')}</Text>}
      {group.state === 'rejected' && <Text mt="xs">{t('activation.sameRefusal')}</Text>}
    </Question>
  );
}
