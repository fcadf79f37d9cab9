import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Destination } from '@/api/generated/model';
import { decideAccount } from '@/api/generated/operations';
import { destinationQuery, syncsQuery } from '@/api/queries';
import { TestResult } from '@/components/connectors/TestResult';
import { Question } from '@/components/form/Confirm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Accounts } from './Accounts';
import { againWords, isStillOpen, type ShownDecision, sentAgain } from './accountDecision';

interface Props {
  shown: ShownDecision;
  destination: Destination;
  onClose: () => void;
}

/** Asks for the decision that was shown, sends it, and says how the destination answers then. */
export function OpenedDecideAccount({ shown, destination, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const { ids, decision } = shown;
  const decide = useMutation({
    mutationFn: () =>
      decideAccount(workspace, destination.id, { account: decision.other?.id ?? null, ids }),
    onSuccess: () => client.invalidateQueries(destinationQuery(workspace, destination.id)),
  });
  const close = (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {t('shell.close')}
      </Button>
    </Group>
  );
  if (decide.data) {
    return (
      <Stack gap="md">
        <TestResult result={decide.data} passed={t('activation.connectionWorks')} />
        {close}
      </Stack>
    );
  }
  if (!decide.isPending && !isStillOpen(shown, destination)) {
    return (
      <Stack gap="md">
        <Alert color="yellow" role="alert">
          <Text fw={600}>{t('destinations.decide.changed')}</Text>
          <Text>{t('destinations.decide.changedDetail')}</Text>
        </Alert>
        {close}
      </Stack>
    );
  }
  const { other } = decision;
  return ids === 'kept' ? (
    <Question onClose={onClose} action={t('destinations.decide.confirm')} mutation={decide}>
      <Accounts decision={decision} />
      {t(other ? 'destinations.decide.keptDetail' : 'destinations.decide.keptUnnamed')}
    </Question>
  ) : (
    <Question
      onClose={onClose}
      action={t('destinations.decide.confirmForgotten')}
      name={destination.name}
      danger
      mutation={decide}
    >
      <Forgotten shown={shown} destination={destination} />
    </Question>
  );
}

/** What happens if the present account has none of the records. */
function Forgotten({ shown: { decision }, destination }: Pick<Props, 'shown' | 'destination'>) {
  const { t } = useTranslation();
  const syncs = useQuery(syncsQuery(useWorkspace())).data?.data.filter(
    ({ destination: to }) => to === destination.id || to === destination.key,
  );
  const { other, former, sameId } = decision;
  const again = syncs && sentAgain(syncs);
  const number = againWords(again);
  const account = other
    ? t(sameId ? 'destinations.decide.otherAtPresent' : 'destinations.decide.other', { ...other })
    : t('destinations.decide.unnamed');
  return (
    <Stack gap="xs">
      <Accounts decision={decision} />
      {number && <Text fw={600}>{t(number, { count: again?.count ?? 0, account })}</Text>}
      {again?.updatesOnly && <Text>{t('destinations.decide.updatesOnly')}</Text>}
      <Text>
        {t('destinations.decide.forgottenDetail', {
          former: former
            ? t(sameId ? 'destinations.decide.formerAtFormer' : 'destinations.decide.formerNamed', {
                ...former,
              })
            : t('destinations.decide.former'),
        })}
      </Text>
      {again?.hasEvents && <Text>{t('destinations.decide.events')}</Text>}
    </Stack>
  );
}
