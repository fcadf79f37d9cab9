import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeliveryCauseCount } from '@/api/generated/model';
import { confirmDeliveries } from '@/api/generated/operations';
import { useTell } from '@/components/feedback/useTell';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { useDestinationNames } from '../objects/useNames';
import { chosen } from './again';
import { CauseAction } from './CauseAction';

interface Props {
  cause: DeliveryCauseCount;
  /** All stuck deliveries: the decision is about every uncertain delivery of the sync. */
  causes: readonly DeliveryCauseCount[];
}

/** Records that the uncertain deliveries of a sync arrived, after it says how many there are. */
export function Arrived({ cause: { destination, sync, state }, causes }: Props) {
  const { t } = useTranslation();
  const tell = useTell();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const destinationName = useDestinationNames();
  const may = useMay('confirmDeliveries').allowed;
  const [asked, setAsked] = useState(false);
  const { count, approximate } = chosen(causes, { destination, sync, state });
  const confirm = useMutation({
    mutationFn: () => confirmDeliveries(workspace, { destination, sync }),
    onSuccess: ({ confirmed, approximate }) => {
      setAsked(false);
      tell({
        message: approximate
          ? t('activation.arrivedDoneSome')
          : t('activation.arrivedDone', { count: confirmed }),
      });
      return client.invalidateQueries({ queryKey: ['workspaces', workspace] });
    },
  });
  if (!may || state !== 'uncertain') {
    return null;
  }
  return (
    <CauseAction
      action={t('activation.theyArrived')}
      label={approximate ? t('activation.arrivedSome') : t('activation.arrivedCount', { count })}
      title={
        approximate ? t('activation.arrivedTitleSome') : t('activation.arrivedTitle', { count })
      }
      asked={asked}
      onAsk={setAsked}
      mutation={confirm}
    >
      <Text>{t('activation.arrivedDetail', { destination: destinationName(destination) })}</Text>
    </CauseAction>
  );
}
