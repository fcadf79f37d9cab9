import { Button, Drawer, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/texts/useTranslation';
import { Loaded } from '@/components/feedback/Loaded';
import { useWorkspace } from '@/workspace/here';
import type { Watched } from './kinds';
import { alertRulesQuery } from './queries';
import { RuleList } from './RuleList';

interface Props extends Watched {
  name: string;
  /** The number of people of an audience, as its page shows it. */
  people?: string;
}

/** Opens the alert rules of an object. */
export function ObjectAlerts({ kind, id, name, people }: Props) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBell size={16} aria-hidden />}
        onClick={open}
      >
        {t('alertRules.open')}
      </Button>
      <Drawer
        opened={opened}
        onClose={close}
        position="right"
        size="md"
        title={t('alertRules.title', { name })}
        closeButtonProps={{ 'aria-label': t('shell.close') }}
      >
        <Rules watched={{ kind, id }} people={people} />
      </Drawer>
    </>
  );
}

function Rules({ watched, people }: { watched: Watched; people: string | undefined }) {
  const { t } = useTranslation();
  const query = useQuery(alertRulesQuery(useWorkspace(), watched.id));
  return (
    <Stack gap="md">
      <Text c="dimmed">{t('alertRules.lead')}</Text>
      <Loaded query={query} skeleton={<Skeleton height={160} />}>
        {(rules) => (
          <RuleList rules={rules} none={t('alertRules.none')} watched={watched} people={people} />
        )}
      </Loaded>
    </Stack>
  );
}
