import { Button } from '@mantine/core';
import { useState } from 'react';
import { ItemNote } from '@/components/list/ItemList';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import type { Sample } from '../trialContract';
import { SampleCard } from './SampleCard';
import classes from './trial.module.css';

const FIRST = 3;

/** Examples of people who would change: first unmerges, then merges. */
export function Samples({ samples }: { samples: Sample[] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('trial.samples.title')} flush>
      <ItemNote>{t(samples.length === 0 ? 'trial.samples.none' : 'trial.samples.lead')}</ItemNote>
      {(['parted', 'joined'] as const).map((change) => (
        <OfChange key={change} samples={samples.filter((sample) => sample.change === change)} />
      ))}
    </Panel>
  );
}

function OfChange({ samples }: { samples: Sample[] }) {
  const { t } = useTranslation();
  const [every, setEvery] = useState(samples.length <= FIRST + 1);
  return (
    <>
      <ul className={classes.samples}>
        {(every ? samples : samples.slice(0, FIRST)).map((sample, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: several may be of the same people
          <SampleCard key={index} sample={sample} />
        ))}
      </ul>
      {!every && (
        <div className={classes.more}>
          <Button size="compact-sm" variant="default" onClick={() => setEvery(true)}>
            {t('trial.samples.showMore', { count: samples.length - FIRST })}
          </Button>
        </div>
      )}
    </>
  );
}
