import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Audience, Sync } from '@/api/generated/model';
import { deleteAudience } from '@/api/generated/operations';
import { ProblemError } from '@/api/problem';
import { audienceQuery, audiencesQuery, syncsQuery } from '@/api/queries';
import { Loaded } from '@/components/feedback/Loaded';
import { useTell } from '@/components/feedback/useTell';
import { Question } from '@/components/form/Confirm';
import { Dialog } from '@/components/form/Dialog';
import { AudienceLink, SyncLink } from '@/components/objects/ObjectLink';
import { useDestinationNames } from '@/components/objects/useNames';
import { usePeople } from '@/components/text/usePeople';
import { isCounting } from '@/features/audiences/evaluation';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { syncsOf, usersOf } from './uses';

interface Props {
  audience: Audience;
  opened: boolean;
  onClose: () => void;
}

/** Deletes an audience that nothing uses; otherwise names the objects that use it. */
export function DeleteAudience({ audience, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('activation.deleteTitle', { name: audience.name })}
    >
      <Body audience={audience} onClose={onClose} />
    </Dialog>
  );
}

function Body({ audience, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const { people } = usePeople();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  const tell = useTell();
  const syncs = useQuery(syncsQuery(workspace));
  const audiences = useQuery(audiencesQuery(workspace));
  const remove = useMutation({
    mutationFn: () => deleteAudience(workspace, audience.id),
    onSuccess: async () => {
      await navigate({ to: '/w/$workspace/audiences', params: { workspace } });
      tell({ message: t('audiences.deleted', { name: audience.name }) });
      client.removeQueries({ ...audienceQuery(workspace, audience.id), exact: true });
      await client.invalidateQueries({ ...audiencesQuery(workspace), exact: true });
    },
    // Another user may have begun to use it: then the dialog names that object.
    onError: (error) =>
      isInUse(error) &&
      Promise.all([
        client.invalidateQueries({ ...syncsQuery(workspace), exact: true }),
        client.invalidateQueries({ ...audiencesQuery(workspace), exact: true }),
      ]),
  });
  return (
    <Loaded query={syncs} skeleton={<Skeleton height={120} />}>
      {({ data: syncs }) => (
        <Loaded query={audiences} skeleton={<Skeleton height={120} />}>
          {({ data: audiences }) => {
            const sending = syncsOf(audience, syncs);
            const using = usersOf(audience, audiences);
            return sending.length > 0 || using.length > 0 ? (
              <InUse syncs={sending} audiences={using} onClose={onClose} />
            ) : (
              <Question
                onClose={onClose}
                action={t('activation.delete')}
                name={audience.name}
                danger
                mutation={remove}
              >
                <Text>
                  {isCounting(audience)
                    ? t('audiences.deleteUncounted')
                    : t('audiences.deleteDetail', {
                        people: people(audience.size, audience.approximate),
                      })}
                </Text>
                <Text mt="xs">{t('audiences.deleteStays')}</Text>
              </Question>
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

interface Users {
  syncs: readonly Sync[];
  audiences: readonly Audience[];
  onClose: () => void;
}

function InUse({ syncs, audiences, onClose }: Users) {
  const { t } = useTranslation();
  const destinationName = useDestinationNames();
  return (
    <Stack gap="md">
      <Text>{t('audiences.inUse')}</Text>
      <ul className="plain-list">
        {syncs.map(({ id, name, destination }) => (
          <li key={id}>
            <SyncLink id={id} name={name} />
            <Text c="dimmed">{t('audiences.syncTo', { name: destinationName(destination) })}</Text>
          </li>
        ))}
        {audiences.map(({ id, name }) => (
          <li key={id}>
            <AudienceLink id={id} name={name} />
            <Text c="dimmed">{t('audiences.usedBy')}</Text>
          </li>
        ))}
      </ul>
      {syncs.length > 0 && <Text>{t('audiences.syncsFirst')}</Text>}
      {audiences.length > 0 && <Text>{t('audiences.rulesFirst')}</Text>}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('shell.close')}
        </Button>
      </Group>
    </Stack>
  );
}

function isInUse(error: Error): boolean {
  return error instanceof ProblemError && error.code === 'in-use';
}
