import { Button, Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { IdentityRulesVersion } from '@/api/generated/model';
import type { IdentityRules } from '@/api/identity';
import { hasStatus } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { VersionAuthor } from '@/features/history/VersionAuthor';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { rulesVersionQuery } from '../../queries';
import { changesBetween } from './changes';
import classes from './history.module.css';
import { useChangeWords } from './useChangeWords';

interface Props {
  version: number;
  /** Who made it and when; null for the defaults, which nobody made. */
  made: IdentityRulesVersion | null;
  /** Whether the address asks for this version. */
  asked: boolean;
  inForce: boolean;
  onUse: ((rules: IdentityRules) => void) | undefined;
}

/** A version of the rules, and what it changed. */
export function OneVersion({ version, made, asked, inForce, onUse }: Props) {
  const { t } = useTranslation();
  const query = useQuery(rulesVersionQuery(useWorkspace(), version));
  const found = useCallback((item: HTMLElement | null) => {
    item?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <li
      ref={asked ? found : undefined}
      className={classes.version}
      aria-current={asked ? 'true' : undefined}
    >
      <Group justify="space-between" gap="xs">
        <span>
          <strong>{t('identity.history.version', { version })}</strong>
          {inForce && ` · ${t('identity.history.inForce')}`}
        </span>
        {onUse && !inForce && query.data && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t('identity.history.useOf', { version })}
            onClick={() => onUse(query.data)}
          >
            {t('identity.history.use')}
          </Button>
        )}
      </Group>
      {made ? (
        <>
          <Text fz="sm" c="dimmed">
            <VersionAuthor version={made} />
          </Text>
          <Loaded query={query} skeleton={<Skeleton height={20} />}>
            {(rules) => <Changes rules={rules} />}
          </Loaded>
        </>
      ) : (
        <Text fz="sm">{t('identity.history.defaults')}</Text>
      )}
    </li>
  );
}

/** What was otherwise in the version before. */
function Changes({ rules }: { rules: IdentityRules }) {
  const { t } = useTranslation();
  const say = useChangeWords();
  const before = useQuery(rulesVersionQuery(useWorkspace(), rules.version - 1));
  return (
    <Loaded
      query={before}
      skeleton={<Skeleton height={20} />}
      failed={(error, again) =>
        hasStatus(error, 404) ? (
          <Text fz="sm">{t('identity.history.notKept')}</Text>
        ) : (
          <Failure error={error} again={again} />
        )
      }
    >
      {(was) => (
        <ul className={classes.changes}>
          {changesBetween(was, rules)
            .map(say)
            .map((words) => (
              <li key={words}>{words}</li>
            ))}
        </ul>
      )}
    </Loaded>
  );
}
