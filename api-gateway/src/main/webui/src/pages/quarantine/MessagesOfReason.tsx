import { Button, Group, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { QuarantinedMessagesOfReason } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { Messages } from './Messages';
import { knownReason, type Service } from './services';
import { TryAllMessagesAgain } from './TryAllMessagesAgain';

interface Props {
  service: Service;
  reason: QuarantinedMessagesOfReason;
  open: boolean;
}

/** Every message that waits at one service for the same reason. */
export function MessagesOfReason({ service, reason, open }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const known = knownReason(reason.reason);
  const title = t('messages.title', {
    service: t(`messages.services.${service}`),
    reason: t(`messages.reasons.${known}`, { reason: reason.reason }),
  });
  return (
    <Panel title={title} aside={formats.number(reason.count)}>
      <Text>{t(`messages.details.${known}`)}</Text>
      <Text fz="sm" c="dimmed">
        {t('home.items.newest')} <Time at={reason.newest} clock="wall" />
      </Text>
      <Group gap="sm" mt="sm">
        <Button
          variant="default"
          size="compact-sm"
          aria-expanded={open}
          onClick={() =>
            void navigate({
              to: '.',
              search: open ? {} : { service, reason: reason.reason },
              replace: true,
            })
          }
        >
          {t('messages.show')}
        </Button>
        <TryAllMessagesAgain service={service} reason={reason} />
      </Group>
      {open && <Messages service={service} reason={reason.reason} label={title} />}
    </Panel>
  );
}
