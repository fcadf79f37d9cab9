import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RulesTrialLarge } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import { NamedWords } from '@/features/people/NamedWords';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import type { TrialReport } from '../trialContract';
import classes from './trial.module.css';

/** Those with the most identifiers, today and under the tried rules. */
export function LargestPanel({ largest: { before, after } }: Pick<TrialReport, 'largest'>) {
  const { t } = useTranslation();
  return (
    <Panel title={t('trial.largest.title')}>
      <div className={classes.largest}>
        <Side title={t('trial.largest.before')}>
          {before.map((each) => (
            <li key={each.profile}>
              <PersonName id={each.profile} inText />
              <Size of={each} />
            </li>
          ))}
        </Side>
        <Side title={t('trial.largest.after')}>
          {after.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a person that an unmerge would create has no name yet
            <li key={index}>
              {each.profile === null ? (
                t('trial.largest.parted')
              ) : (
                <PersonName id={each.profile} inText />
              )}
              <Size of={each} />
              <ul className={classes.identifiers}>
                {each.values.map((named, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: masked identifiers of a type are alike
                  <li key={place}>
                    <NamedWords named={named} />
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </Side>
      </div>
    </Panel>
  );
}

function Side({ title, children }: { title: string; children: ReactNode[] }) {
  const { t } = useTranslation();
  return (
    <div>
      <h3>{title}</h3>
      {children.length === 0 ? (
        <Text c="dimmed">{t('trial.largest.nobody')}</Text>
      ) : (
        <ol>{children}</ol>
      )}
    </div>
  );
}

function Size({ of: { identifiers, events } }: { of: Omit<RulesTrialLarge, 'profile'> }) {
  const { t } = useTranslation();
  return (
    <Text fz="sm" c="dimmed">
      {t('trial.largest.size', {
        identifiers: t('trial.largest.identifiers', { count: identifiers }),
        events: t('trial.samples.events', { count: events }),
      })}
    </Text>
  );
}
