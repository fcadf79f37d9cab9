import { Button, Group, Stack, Text } from '@mantine/core';
import type { IssuedInvitation } from '@/api/generated/model';
import { Dialog } from '@/components/form/Dialog';
import { Facts } from '@/components/page/Facts';
import { CopyText } from '@/components/text/CopyText';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  email: string;
  issued: IssuedInvitation;
  onClose: () => void;
}

/** How an invited person gets in; a link is shown this once. */
export function Issued({ email, issued: { link }, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog
      size="lg"
      holds
      title={t(link ? 'team.linkTitle' : 'team.emailed', { email })}
      onClose={onClose}
    >
      <Stack>
        <Text>{t(link ? 'team.linkDetail' : 'team.emailedDetail', { email })}</Text>
        {link && (
          <Facts
            facts={[
              {
                label: t('team.link'),
                value: <CopyText value={link} label={t('team.link')} />,
              },
            ]}
          />
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
