import { Group, SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from '@/texts/useTranslation';
import { ConflictStates, Conflicts } from '../conflicts/Conflicts';
import { SuggestionStates, Suggestions } from '../suggestions/Suggestions';
import { useCounts } from './useCounts';

const SHOWN = ['conflicts', 'suggestions'] as const;

/** Conflicts and suggestions that wait for a decision. */
export function InboxTab() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { show } = useSearch({ from: '/w/$workspace/identity' });
  const shown = SHOWN.find((each) => each === show) ?? 'conflicts';
  const counts = useCounts();
  return (
    <>
      <Group mb="sm" gap="sm" justify="space-between">
        <SegmentedControl
          aria-label={t('inbox.show')}
          value={shown}
          data={SHOWN.map((each) => ({
            value: each,
            label: counts[each]
              ? t('inbox.counted', { what: t(`inbox.${each}`), count: counts[each] })
              : t(`inbox.${each}`),
          }))}
          onChange={(chosen) =>
            void navigate({
              to: '.',
              search: { tab: 'inbox', show: chosen === 'conflicts' ? undefined : chosen },
              replace: true,
            })
          }
        />
        {shown === 'conflicts' ? <ConflictStates /> : <SuggestionStates />}
      </Group>
      {shown === 'conflicts' ? <Conflicts /> : <Suggestions />}
    </>
  );
}
