import { Button, Group, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { QuarantineReason } from '@/api/generated/model';
import { reasonName } from '@/components/events/reasonName';
import { Panel } from '@/components/page/Panel';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { Inputs } from './Inputs';
import { TryAllAgain } from './TryAllAgain';

/** Everything that waits for the same reason. */
export function OneReason({ reason, open }: { reason: QuarantineReason; open: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const name = t(reasonName(reason.reason), { reason: reason.reason });
  return (
    <Panel title={name} aside={formats.number(reason.count)}>
      <Text>{reason.example}</Text>
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
              search: open ? {} : { reason: reason.reason },
              replace: true,
            })
          }
        >
          {t('quarantine.show')}
        </Button>
        <TryAllAgain reason={reason} name={name} />
      </Group>
      {open && <Inputs reason={reason.reason} />}
    </Panel>
  );
}
