import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Delivery } from '@/api/generated/model';
import { confirmDelivery, retryDelivery } from '@/api/generated/operations';
import { syncsQuery } from '@/api/queries';
import { mayGoAgain } from '@/components/deliveries/again';
import { Failure } from '@/components/feedback/Failure';
import { ButtonLink } from '@/components/links';
import { Panel } from '@/components/page/Panel';
import { identifierOfSource, refusedIdentifier, refusedTrait } from '@/features/deliveries/origin';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { IdentifierOfSource } from './IdentifierOfSource';
import { RefusedIdentifier } from './RefusedIdentifier';

/** The states in which a user has nothing to do. */
const NOTHING_TO_DO: readonly Delivery['state'][] = [
  'pending',
  'in-flight',
  'submitted',
  'delivered',
  'accepted',
];

/** What the state means and what can be done: correct what was refused, or try again. */
export function WhatNow({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const mayRetry = useMay('retryDelivery').allowed;
  const mayCorrect = useMay('correctTrait').allowed;
  const sync = useQuery(syncsQuery(workspace)).data?.data.find(({ id }) => id === delivery.sync);
  const trait = refusedTrait(delivery, sync);
  const identifier = refusedIdentifier(delivery, sync);
  const ofSource = identifierOfSource(delivery, sync);
  const retry = useMutation({
    mutationFn: () => retryDelivery(workspace, delivery.id),
    onSuccess: () =>
      client.invalidateQueries({ queryKey: ['workspaces', workspace, 'delivery', delivery.id] }),
  });
  const mayConfirm = useMay('confirmDelivery').allowed;
  const confirm = useMutation({
    mutationFn: () => confirmDelivery(workspace, delivery.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['workspaces', workspace] }),
  });
  const { state, cause } = delivery;
  const uncertain = state === 'uncertain';
  if (NOTHING_TO_DO.includes(state)) {
    return null;
  }
  return (
    <Panel title={t('activation.whatNow')}>
      <Stack gap="sm">
        <Text>
          {cause?.code === 'consent' && typeof cause.words === 'string'
            ? t('activation.notAllowed', { purpose: cause.words })
            : t(`activation.statesExplained.${state}`)}
        </Text>
        {uncertain && mayConfirm && <Text>{t('activation.lookFirst')}</Text>}
        {trait !== undefined && delivery.profile && (
          <Text>
            {t(mayCorrect ? 'activation.correctHint' : 'activation.correctAsk', { trait })}
          </Text>
        )}
        {identifier !== undefined && delivery.profile && (
          <RefusedIdentifier profile={delivery.profile} type={identifier} />
        )}
        {ofSource !== undefined && delivery.profile && (
          <IdentifierOfSource profile={delivery.profile} type={ofSource} />
        )}
        <Group gap="xs">
          {trait !== undefined && delivery.profile && mayCorrect && (
            <ButtonLink
              to="/w/$workspace/profiles/$profile"
              params={{ workspace, profile: delivery.profile }}
              search={{ correct: trait, delivery: delivery.id }}
            >
              {t('activation.correctTrait', { trait })}
            </ButtonLink>
          )}
          {uncertain && mayConfirm && (
            <Button
              variant="default"
              loading={confirm.isPending}
              disabled={retry.isPending}
              onClick={() => confirm.mutate()}
            >
              {t('activation.itArrived')}
            </Button>
          )}
          {mayRetry && mayGoAgain(state) && (
            <Button
              variant="default"
              loading={retry.isPending}
              disabled={confirm.isPending}
              onClick={() => retry.mutate()}
            >
              {t(uncertain ? 'activation.sendAgain' : 'activation.tryAgain')}
            </Button>
          )}
        </Group>
        {retry.error && <Failure error={retry.error} />}
        {confirm.error && <Failure error={confirm.error} />}
      </Stack>
    </Panel>
  );
}
