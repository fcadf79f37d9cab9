import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Destination } from '@/api/generated/model';
import { pauseDestination, resumeDestination, testDestination } from '@/api/generated/operations';
import { destinationQuery } from '@/api/queries';
import { TestResult } from '@/components/connectors/TestResult';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { ButtonLink, MenuLink } from '@/components/links';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { DeleteDestination } from './DeleteDestination';

/** The states that a user can end with a pause: the destination sends, or will when it is answered. */
const SENDS: readonly string[] = ['active', 'failing', 'waits-for-account'];

/** What a user may do with a destination; what their role does not allow is absent. */
export function DestinationActions({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const mayChange = useMay('changeDestination').allowed;
  const mayAddSync = useMay('createSync').allowed;
  const [deleting, setDeleting] = useState(false);
  const on = SENDS.includes(destination.state);
  const turn = useMutation({
    mutationFn: () => (on ? pauseDestination : resumeDestination)(workspace, destination.id),
    onSuccess: () => client.invalidateQueries(destinationQuery(workspace, destination.id)),
  });
  const test = useMutation({ mutationFn: () => testDestination(workspace, destination.id) });
  return (
    <>
      {mayChange && (
        <>
          <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate()}>
            {t(on ? 'activation.pause' : 'activation.resume')}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button
                variant="default"
                loading={test.isPending}
                rightSection={<IconChevronDown size={16} aria-hidden />}
              >
                {t('activation.more')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => test.mutate()}>{t('activation.testConnection')}</Menu.Item>
              <MenuLink
                to="/w/$workspace/destinations/$destination/edit"
                params={{ workspace, destination: destination.id }}
              >
                {t('activation.edit')}
              </MenuLink>
              <Menu.Item color="red.9" onClick={() => setDeleting(true)}>
                {t('activation.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      )}
      {mayAddSync && (
        <ButtonLink
          to="/w/$workspace/syncs/new"
          params={{ workspace }}
          search={{ destination: destination.id }}
        >
          {t('activation.addSync')}
        </ButtonLink>
      )}
      <Dialog
        opened={test.isSuccess || test.isError || turn.isError}
        onClose={() => {
          test.reset();
          turn.reset();
        }}
        title={destination.name}
        size="lg"
      >
        {test.data && <TestResult result={test.data} passed={t('activation.connectionWorks')} />}
        {(test.error ?? turn.error) && <Failure error={test.error ?? turn.error} />}
      </Dialog>
      <DeleteDestination
        destination={destination}
        opened={deleting}
        onClose={() => setDeleting(false)}
      />
    </>
  );
}
