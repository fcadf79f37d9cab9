import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { AlertChannel } from '@/api/generated/model';
import { testAlertChannel } from '@/api/generated/operations';
import { shownOf } from '@/api/masked';
import { Failure } from '@/components/feedback/Failure';
import { StateBadge } from '@/components/StateBadge';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { UnsentChannels } from '@/features/alerts/UnsentChannels';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** The channels that are set up, how they do, and a way to try each. */
export function Channels({ channels }: { channels: readonly AlertChannel[] }) {
  const { t } = useTranslation();
  return channels.length === 0 ? (
    <Text c="dimmed">{t('alerts.channels.none')}</Text>
  ) : (
    <Stack component="ul" gap="md" m={0} p={0} aria-label={t('alerts.channels.title')}>
      {channels.map((channel) => (
        <ChannelItem key={channel.channel} channel={channel} />
      ))}
    </Stack>
  );
}

function ChannelItem({ channel }: { channel: AlertChannel }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const name = t(`alerts.channels.${channel.channel}`);
  const test = useMutation({
    mutationFn: () => testAlertChannel(workspace, { channel: channel.channel }),
  });
  return (
    <Stack component="li" gap={4} style={{ listStyle: 'none' }}>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <strong>{name}</strong>
          <ChannelState
            able={channel.notSent === null && test.data?.delivered !== false}
            working={test.data?.delivered ?? channel.working}
          />
        </Group>
        <Button
          size="xs"
          variant="default"
          loading={test.isPending}
          aria-label={t('alerts.channels.testOf', { channel: name })}
          onClick={() => test.mutate()}
        >
          {t('alerts.channels.test')}
        </Button>
      </Group>
      {channel.notSent !== null && (
        <UnsentChannels unsent={[{ channel: channel.channel, reason: channel.notSent }]} />
      )}
      {channel.notSent === null && channel.working === false && (
        <Text fz="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {channel.said !== null && <Value value={channel.said} />}{' '}
          {channel.triedAt && <Time at={channel.triedAt} clock="wall" />}
        </Text>
      )}
      {test.data && (
        <Text fz="sm" role="status" style={{ overflowWrap: 'anywhere' }}>
          {t(test.data.delivered ? 'alerts.channels.taken' : 'alerts.channels.refused', {
            said: shownOf(test.data.said) ?? t('masked.hidden'),
          })}
        </Text>
      )}
      {test.error && <Failure error={test.error} />}
    </Stack>
  );
}

/** @param able whether the channel can send, as far as it is known */
function ChannelState({ able, working }: { able: boolean; working: boolean | null }) {
  const { t } = useTranslation();
  if (!able) {
    return <StateBadge state="failing">{t('alerts.channels.cannotSend')}</StateBadge>;
  }
  if (working === null) {
    return <StateBadge state="paused">{t('alerts.channels.untried')}</StateBadge>;
  }
  return working ? (
    <StateBadge state="ok">{t('alerts.channels.working')}</StateBadge>
  ) : (
    <StateBadge state="failing">{t('alerts.channels.failing')}</StateBadge>
  );
}
