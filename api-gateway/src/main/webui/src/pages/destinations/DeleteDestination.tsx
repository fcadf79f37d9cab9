import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Destination } from '@/api/generated/model';
import { deleteDestination } from '@/api/generated/operations';
import { destinationsQuery, syncsQuery } from '@/api/queries';
import { Confirm } from '@/components/form/Confirm';
import { Dialog } from '@/components/form/Dialog';
import { SyncLink } from '@/components/objects/ObjectLink';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

interface Props {
  destination: Destination;
  opened: boolean;
  onClose: () => void;
}

/** Deletes what nothing writes to any more; otherwise says what does. */
export function DeleteDestination({ destination, opened, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  const syncs = useQuery(syncsQuery(workspace));
  const users = (syncs.data?.data ?? []).filter((sync) => sync.destination === destination.id);
  const remove = useMutation({
    mutationFn: () => deleteDestination(workspace, destination.id),
    onSuccess: () => {
      void navigate({ to: '/w/$workspace/destinations', params: { workspace } });
      void client.invalidateQueries(destinationsQuery(workspace));
    },
  });
  const title = t('activation.deleteTitle', { name: destination.name });
  if (users.length > 0) {
    return (
      <Dialog opened={opened} onClose={onClose} title={title}>
        <Stack gap="md">
          <Text>{t('activation.inUse', { count: users.length })}</Text>
          <ul className="plain-list">
            {users.map(({ id, name }) => (
              <li key={id}>
                <SyncLink id={id} name={name} />
              </li>
            ))}
          </ul>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('shell.close')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    );
  }
  if (syncs.isPending && syncs.errorUpdateCount === 0) {
    return (
      <Dialog opened={opened} onClose={onClose} title={title}>
        <Skeleton height={80} aria-busy="true" />
      </Dialog>
    );
  }
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={title}
      action={t('activation.delete')}
      name={destination.name}
      danger
      mutation={remove}
    >
      {t('activation.deleteDestinationDetail')}
    </Confirm>
  );
}
