import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeliveryCauseCount } from '@/api/generated/model';
import { retryDeliveries } from '@/api/generated/operations';
import { useTell } from '@/components/feedback/useTell';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { useDestinationNames } from '../objects/useNames';
import { chosen, mayGoAgain, requestOf } from './again';
import { CauseAction } from './CauseAction';

interface Props {
  cause: DeliveryCauseCount;
  /** Everything that stands still, since a request may choose more than one group. */
  causes: readonly DeliveryCauseCount[];
}

/** Sends what stands still for one cause again, after saying how many and what may happen. */
export function TryAgain({ cause, causes }: Props) {
  const { t } = useTranslation();
  const tell = useTell();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const destinationName = useDestinationNames();
  const may = useMay('retryDeliveries').allowed;
  const [asked, setAsked] = useState(false);
  const uncertain = cause.state === 'uncertain';
  const action = t(uncertain ? 'activation.sendAgain' : 'activation.tryAgain');
  const request = requestOf(cause);
  const { count, approximate } = chosen(causes, request);
  const destination = destinationName(cause.destination);
  const retry = useMutation({
    mutationFn: () => retryDeliveries(workspace, request),
    onSuccess: ({ retried, approximate }) => {
      setAsked(false);
      tell({
        message: approximate
          ? t('activation.goAgainSome')
          : t('activation.goAgain', { count: retried }),
      });
      return client.invalidateQueries({ queryKey: ['workspaces', workspace] });
    },
  });
  if (cause.state === 'withheld') {
    return (
      <Text span fz="sm" c="dimmed">
        {t('activation.byItself')}
      </Text>
    );
  }
  if (!may || !mayGoAgain(cause.state)) {
    return null;
  }
  return (
    <CauseAction
      action={action}
      label={
        approximate
          ? t(uncertain ? 'activation.sendAgainSome' : 'activation.tryAgainSome')
          : t(uncertain ? 'activation.sendAgainCount' : 'activation.tryAgainCount', { count })
      }
      title={
        approximate ? t('activation.tryAgainTitleSome') : t('activation.tryAgainTitle', { count })
      }
      asked={asked}
      onAsk={setAsked}
      mutation={retry}
    >
      <Text>
        {approximate
          ? t('activation.tryAgainDetailSome', { destination })
          : t('activation.tryAgainDetail', { count, destination })}
      </Text>
      {uncertain && <Text mt="xs">{t('activation.mayBeTwice')}</Text>}
      {cause.state === 'rejected' && <Text mt="xs">{t('activation.sameRefusal')}</Text>}
    </CauseAction>
  );
}
