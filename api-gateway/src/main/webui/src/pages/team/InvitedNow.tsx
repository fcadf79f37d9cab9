import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Invited } from '@/api/generated/model';
import { useWorkspace } from '@/app/workspace/here';
import { Dialog } from '@/components/form/Dialog';
import { Facts } from '@/components/page/Facts';
import { CopyText } from '@/components/text/CopyText';

interface Props {
  person: string;
  invited: Invited;
  onClose: () => void;
}

/** How somebody who was invited gets in; a password is shown this once. */
export function InvitedNow({ person, invited, onClose }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { emailed, temporaryPassword } = invited;
  const title = emailed
    ? t('team.emailed')
    : t(temporaryPassword ? 'team.passwordTitle' : 'team.ready', { person });
  return (
    <Dialog size="lg" holds title={title} onClose={onClose}>
      <Stack>
        {temporaryPassword ? (
          <>
            <Text>{t('team.passwordDetail')}</Text>
            <Facts
              facts={[
                {
                  label: t('team.signInAt'),
                  value: <CopyText value={`${window.location.origin}/w/${workspace}`} />,
                },
                { label: t('team.signInWith'), value: <CopyText value={person} /> },
                {
                  label: t('team.password'),
                  value: <CopyText value={temporaryPassword} label={t('team.password')} />,
                },
              ]}
            />
          </>
        ) : (
          <Text>{t(emailed ? 'team.emailedDetail' : 'team.readyDetail', { person })}</Text>
        )}
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            {t('team.done')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
