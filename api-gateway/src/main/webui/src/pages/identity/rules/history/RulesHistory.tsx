import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import type { IdentityRules } from '@/api/identity';
import { later } from '@/components/later/later';
import { useOpenedOnce } from '@/components/later/useOpenedOnce';
import { useTranslation } from '@/texts/useTranslation';

const RulesHistoryDrawer = later(() =>
  import('./RulesHistoryDrawer').then(({ RulesHistoryDrawer }) => ({
    default: RulesHistoryDrawer,
  })),
);

interface Props {
  /** The version in force. */
  inForce: number;
  /** Takes a table into the form; nothing where it may only be looked at. */
  onUse: ((rules: IdentityRules) => void) | undefined;
}

/** Opens what the rules were and who changed them. The address says which version it is about. */
export function RulesHistory({ inForce, onUse }: Props) {
  const { t } = useTranslation();
  const { version } = useSearch({ from: '/w/$workspace/identity' });
  const navigate = useNavigate({ from: '/w/$workspace/identity' });
  const show = (shown: string | undefined) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, version: shown }),
      replace: true,
      resetScroll: false,
    });
  return (
    <>
      <Button variant="subtle" size="compact-sm" onClick={() => show(String(inForce))}>
        {t('identity.history.open')}
      </Button>
      {useOpenedOnce(version !== undefined) && (
        <Suspense>
          <RulesHistoryDrawer
            asked={version}
            inForce={inForce}
            onUse={onUse}
            onClose={() => show(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}
