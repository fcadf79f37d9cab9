import { ActionIcon, Tooltip } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { useRouterState } from '@tanstack/react-router';
import { useTranslation } from '@/texts/useTranslation';
import { docsPageOf } from './docsPages';

/** Opens the documentation of the page that is shown, beside it. */
export function DocsLink() {
  const { t } = useTranslation();
  const route = useRouterState({ select: ({ matches }) => matches.at(-1)?.fullPath ?? '' });
  return (
    <Tooltip label={t('shell.docs')}>
      <ActionIcon
        component="a"
        href={docsPageOf(route)}
        target="_blank"
        rel="noopener"
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('shell.docs')}
      >
        <IconHelp size={20} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
