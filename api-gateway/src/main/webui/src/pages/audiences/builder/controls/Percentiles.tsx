import { ActionIcon, Popover, Skeleton, Text } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { numbersQuery, type ValuesOf } from '@/api/catalogueQueries';
import { Failure } from '@/components/feedback/Failure';
import { later } from '@/components/later/later';
import { humanName } from '@/components/text/humanName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { endOf, type OneSided, shareTaken } from '../vocabulary/shares';
import classes from './controls.module.css';

const OpenedNumbers = later(() =>
  import('./OpenedNumbers').then(({ OpenedNumbers }) => ({ default: OpenedNumbers })),
);

const ALL = 100;

interface Props {
  of: ValuesOf;
  operator: OneSided;
  value: number | null;
  onChange: (value: number) => void;
}

/** How the numbers are distributed, and which share of the people the condition takes. */
export function Percentiles({ of, operator, value, onChange }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [opened, setOpened] = useState(false);
  const query = useQuery({ ...numbersQuery(workspace, of), enabled: opened });
  const name = humanName('trait' in of ? of.trait : of.property);
  const numbers = query.data?.numbers ?? null;
  const share = numbers && value !== null ? shareTaken(numbers, operator, value) : null;
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
            <Reading />
          ) : numbers === null ? (
            <Text fz="sm">
              {t(query.data?.masked ? 'builder.valuesHidden' : 'builder.noNumbers')}
            </Text>
          ) : (
            <Suspense fallback={<Reading />}>
              <OpenedNumbers
                numbers={numbers}
                end={endOf(operator)}
                onPick={(threshold) => {
                  setOpened(false);
                  onChange(threshold);
                }}
              />
            </Suspense>
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

/** As high as the distribution, its sentences and the shares. */
function Reading() {
  const { t } = useTranslation();
  return (
    <div className={classes.readingNumbers} aria-busy="true">
      <Skeleton height={56} width={240} />
      <Text fz="sm" role="status">
        {t('builder.readingNumbers')}
      </Text>
    </div>
  );
}
