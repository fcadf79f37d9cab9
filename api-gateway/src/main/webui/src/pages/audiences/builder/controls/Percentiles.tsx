import { ActionIcon, Button, Popover, Skeleton, Stack, Text } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { numbersQuery, type ValuesOf } from '@/api/catalogueQueries';
import type { CatalogueNumbers } from '@/api/generated/model';
import { Failure } from '@/components/feedback/Failure';
import { useFormats } from '@/components/text/useFormats';
import { useWorkspace } from '@/workspace/here';
import { humanName } from '../vocabulary/humanName';
import { shareBeyond, thresholdOf } from '../vocabulary/shares';
import type { Share } from '../vocabulary/subject';
import classes from './controls.module.css';

const SHARES = [1, 5, 10, 25, 50];
const ALL = 100;

interface Props {
  of: ValuesOf;
  /** From which end of the numbers the condition takes people. */
  end: Share['end'];
  value: number | null;
  onChange: (value: number) => void;
}

/** How the numbers are distributed, and which share of them is beyond the value. */
export function Percentiles({ of, end, value, onChange }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [opened, setOpened] = useState(false);
  const query = useQuery({ ...numbersQuery(workspace, of), enabled: opened });
  const name = humanName('trait' in of ? of.trait : of.property);
  const numbers = query.data?.numbers ?? null;
  const share = numbers && value !== null ? shareBeyond(numbers, end, value) : null;
  return (
    <>
      <Popover
        opened={opened}
        onChange={setOpened}
        position="bottom-start"
        withinPortal={false}
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={30}
            aria-label={t('builder.distribution', { name })}
            onClick={() => setOpened(!opened)}
          >
            <IconChartBar size={16} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown
          aria-label={t('builder.distribution', { name })}
          // The keys of the row around it would remove or move the condition.
          onKeyDown={(event) => event.stopPropagation()}
        >
          {query.error ? (
            <Failure error={query.error} />
          ) : query.isPending ? (
            <Skeleton height={56} width={240} aria-busy="true" />
          ) : numbers === null ? (
            <Text fz="sm">
              {t(query.data?.masked ? 'builder.valuesHidden' : 'builder.noNumbers')}
            </Text>
          ) : (
            <Numbers
              numbers={numbers}
              end={end}
              onPick={(threshold) => {
                setOpened(false);
                onChange(threshold);
              }}
            />
          )}
        </Popover.Dropdown>
      </Popover>
      {share !== null && share.percent > 0 && share.percent < ALL && (
        <span className={classes.shareNow} title={t('builder.shareHelp')}>
          {t(`builder.shareNow.${share.end}`, { percent: share.percent })}
        </span>
      )}
    </>
  );
}

interface NumbersProps {
  numbers: CatalogueNumbers;
  end: Share['end'];
  onPick: (threshold: number) => void;
}

function Numbers({ numbers, end, onPick }: NumbersProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { count, percentiles } = numbers;
  const at = (percent: number) => formats.number(percentiles[percent] ?? 0);
  return (
    <Stack gap="xs">
      <Bars counts={numbers.distribution} />
      <Text fz="sm" maw={240}>
        {t('builder.distributionOf', { count, low: at(0), high: at(ALL), middle: at(ALL / 2) })}
      </Text>
      <div className={classes.shares}>
        {SHARES.map((percent) => {
          const threshold = thresholdOf(numbers, { end, percent });
          return threshold === null ? null : (
            <Button
              key={percent}
              variant="subtle"
              size="compact-sm"
              justify="space-between"
              rightSection={formats.number(threshold)}
              onClick={() => onPick(threshold)}
            >
              {t(`builder.percentile.${end}`, { percent })}
            </Button>
          );
        })}
      </div>
      <Text fz="xs" c="dimmed" maw={240}>
        {t('builder.shareHelp')}
      </Text>
    </Stack>
  );
}

/** A bar for each interval; the sentence below says the same in words. */
function Bars({ counts }: { counts: readonly number[] }) {
  const most = Math.max(1, ...counts);
  return (
    <svg
      className={classes.distribution}
      viewBox={`0 0 ${counts.length * 4} 56`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {counts.map((count, index) => {
        const height = (count / most) * 54;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an interval is its place
          <rect key={index} x={index * 4} y={56 - height} width={3} height={height} />
        );
      })}
    </svg>
  );
}
