import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Destination } from '@/api/generated/model';
import { decideAccount } from '@/api/generated/operations';
import { destinationQuery, syncsQuery } from '@/api/queries';
import { Confirm } from '@/components/form/Confirm';
import { Folded } from '@/components/text/Folded';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { type OpenDecision, openDecision, sentAgain } from './accountDecision';

type Ids = 'kept' | 'forgotten';

/** The decision about credentials of another account, or of one that the destination does not name. */
export function DecideAccount({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const mayDecide = useMay('decideAccount').allowed;
  const [ids, setIds] = useState<Ids | null>(null);
  const decision = openDecision(destination);
  const decide = useMutation({
    mutationFn: () =>
      decideAccount(workspace, destination.id, {
        account: decision?.other?.id ?? null,
        ids: ids ?? 'kept',
      }),
    onSuccess: () => {
      setIds(null);
      return client.invalidateQueries(destinationQuery(workspace, destination.id));
    },
  });
  if (destination.account?.decision) {
    return <Text>{t('destinations.deciding')}</Text>;
  }
  if (decision === null) {
    return null;
  }
  const { other } = decision;
  const choose = (chosen: Ids) => {
    decide.reset();
    setIds(chosen);
  };
  const choices = mayDecide && (
    <Group>
      <Button variant="default" onClick={() => choose('kept')}>
        {t('destinations.decide.kept')}
      </Button>
      <Button variant="default" onClick={() => choose('forgotten')}>
        {t('destinations.decide.forgotten')}
      </Button>
    </Group>
  );
  return (
    <Stack gap="xs">
      {decision.mayBeRefused ? (
        choices && (
          <Folded title={t('destinations.refusedCredentials')}>
            <Text my="xs">{t('destinations.refusedCredentialsDetail')}</Text>
            {choices}
          </Folded>
        )
      ) : (
        <>
          <Accounts destination={destination} decision={decision} />
          {choices}
        </>
      )}
      {ids === 'kept' && (
        <Confirm
          onClose={() => setIds(null)}
          title={t('destinations.decide.kept')}
          action={t('destinations.decide.confirm')}
          mutation={decide}
        >
          <Accounts destination={destination} decision={decision} />
          {t(other ? 'destinations.decide.keptDetail' : 'destinations.decide.keptUnnamed')}
        </Confirm>
      )}
      {ids === 'forgotten' && (
        <Confirm
          onClose={() => setIds(null)}
          title={
            other
              ? t('destinations.decide.forgottenTitle', { account: other.name })
              : t('destinations.decide.forgottenTitleUnnamed')
          }
          action={t('destinations.decide.confirmForgotten')}
          name={destination.name}
          danger
          mutation={decide}
        >
          <Forgotten destination={destination} decision={decision} />
        </Confirm>
      )}
    </Stack>
  );
}

interface Props {
  destination: Destination;
  decision: OpenDecision;
}

/** Which account the present credentials belong to, and which one has the records. */
function Accounts({ destination, decision: { other, former, sameId } }: Props) {
  const { t } = useTranslation();
  return (
    <div>
      {other === null && <Text>{t('destinations.unnamedAccount')}</Text>}
      {other !== null && (
        <Text>
          {sameId
            ? t('destinations.otherAddress', {
                ...other,
                address: hostOf(destination.baseUrl) ?? t('destinations.ownAddress'),
              })
            : t('destinations.otherAccount', { ...other })}
        </Text>
      )}
      {former !== null && !sameId && <Text>{t('destinations.formerAccount', { ...former })}</Text>}
    </div>
  );
}

/** What happens if the present account has none of the records. */
function Forgotten({ destination, decision }: Props) {
  const { t } = useTranslation();
  const syncs = useQuery(syncsQuery(useWorkspace())).data?.data.filter(
    ({ destination: to }) => to === destination.id || to === destination.key,
  );
  const { other, former } = decision;
  const again = syncs && sentAgain(syncs);
  const account = other ? `${other.name} (${other.id})` : t('destinations.decide.unnamed');
  return (
    <Stack gap="xs">
      <Accounts destination={destination} decision={decision} />
      <Text fw={600}>
        {again === undefined
          ? t('destinations.decide.againAll', { account })
          : t(again.approximate ? 'destinations.decide.againAbout' : 'destinations.decide.again', {
              count: again.count,
              account,
            })}
      </Text>
      <Text>
        {t('destinations.decide.forgottenDetail', {
          former: former
            ? t('destinations.decide.formerNamed', { ...former })
            : t('destinations.decide.former'),
        })}
      </Text>
    </Stack>
  );
}

/** The path of an address may hold a secret. */
function hostOf(address: string | null): string | null {
  return address !== null && URL.canParse(address) ? new URL(address).host : address;
}
