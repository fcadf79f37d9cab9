import { Button, Group, Text } from '@mantine/core';
import type { DefinitionVersion } from '@/api/generated/model';
import { StateBadge } from '@/components/StateBadge';
import { useTranslation } from '@/texts/useTranslation';
import classes from './history.module.css';
import type { Versioned } from './object';
import { Restore } from './Restore';
import { useHistorySearch } from './useHistorySearch';
import { VersionAuthor } from './VersionAuthor';
import { WhatChanged } from './WhatChanged';

interface Props {
  object: Versioned;
  version: DefinitionVersion;
  /** The version before; undefined where it is not stored. */
  before: DefinitionVersion | undefined;
  active: DefinitionVersion | undefined;
}

/** A version: who made it when, what it changed, and what can be done with it. */
export function OneVersion({ object, version, before, active }: Props) {
  const { t } = useTranslation();
  const { compare } = useHistorySearch();
  const isActive = version === active;
  const other = isActive ? before : active;
  return (
    <li className={classes.version}>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <strong>{t('history.version', { version: version.version })}</strong>
          {isActive && <StateBadge state="ok">{t('history.active')}</StateBadge>}
        </Group>
        <Group gap="xs">
          {other && (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t('history.compareOf', { version: version.version })}
              onClick={() =>
                compare(
                  Math.min(version.version, other.version),
                  Math.max(version.version, other.version),
                )
              }
            >
              {t('history.compare')}
            </Button>
          )}
          {active && !isActive && <Restore object={object} version={version} active={active} />}
        </Group>
      </Group>
      <Text fz="sm" c="dimmed">
        <VersionAuthor version={version} />
      </Text>
      <WhatChanged object={object} version={version} before={before} />
    </li>
  );
}
