import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Destination } from '@/api/generated/model';
import { decideAccount } from '@/api/generated/operations';
import { destinationQuery } from '@/api/queries';
import { Confirm } from '@/components/form/Confirm';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';

type Ids = 'kept' | 'forgotten';

/** The decision about credentials of another account, or of one that the vendor does not name. */
export function DecideAccount({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const mayDecide = useMay('decideAccount').allowed;
  const [ids, setIds] = useState<Ids | null>(null);
  // The other account is that of earlier credentials if the present ones have none.
  const other =
    destination.state === 'account-unknown' ? null : (destination.account?.other ?? null);
  const decide = useMutation({
    mutationFn: () =>
      decideAccount(workspace, destination.id, { account: other?.id ?? null, ids: ids ?? 'kept' }),
    onSuccess: () => {
      setIds(null);
      return client.invalidateQueries(destinationQuery(workspace, destination.id));
    },
  });
  if (destination.account?.decision) {
    return <Text>{t('destinations.deciding')}</Text>;
  }
  if (!mayDecide || (other === null && destination.state !== 'account-unknown')) {
    return null;
  }
  const choose = (chosen: Ids) => {
    decide.reset();
    setIds(chosen);
  };
  return (
    <Stack gap="xs">
      {other && <Text>{t('destinations.otherAccount', { name: other.name, id: other.id })}</Text>}
      <Group>
        <Button variant="default" onClick={() => choose('kept')}>
          {t('destinations.decide.kept')}
        </Button>
        <Button variant="default" onClick={() => choose('forgotten')}>
          {t('destinations.decide.forgotten')}
        </Button>
      </Group>
      {ids && (
        <Confirm
          onClose={() => setIds(null)}
          title={t(`destinations.decide.${ids}`)}
          action={t('destinations.decide.confirm')}
          danger={ids === 'forgotten'}
          mutation={decide}
        >
          {t(`destinations.decide.${ids}Detail`)}
        </Confirm>
      )}
    </Stack>
  );
}
