import { Text } from '@mantine/core';
import type { RulesTrialPart } from '@/api/generated/model';
import { StateBadge } from '@/components/StateBadge';
import { CommaList } from '@/components/text/CommaList';
import { NamedWords } from '@/features/people/NamedWords';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import type { Sample } from '../trialContract';
import { BecauseWords } from './BecauseWords';
import classes from './trial.module.css';

/** A person who would be unmerged, or people who would be merged: the result, and why. */
export function SampleCard({ sample }: { sample: Sample }) {
  const { t } = useTranslation();
  const { change, profiles, parts, more, because } = sample;
  const count = parts.length + more;
  const people = <CommaList all={profiles}>{(id) => <PersonName id={id} inText />}</CommaList>;
  return (
    <li className={classes.sample}>
      <header className={classes.sampleHead}>
        <h3>
          {change === 'parted' ? (
            <>
              {people} {t('trial.samples.partedTitle', { count })}
            </>
          ) : (
            t('trial.samples.joinedTitle', { count })
          )}
        </h3>
        <StateBadge state={change === 'parted' ? 'attention' : 'running'}>
          {t(`trial.samples.${change}`)}
        </StateBadge>
      </header>
      {change === 'joined' && (
        <Text fz="sm" c="dimmed">
          {t('trial.samples.todayOne')} {people}
        </Text>
      )}
      <ol className={classes.parts}>
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: masked identifiers of a type are alike
          <OnePart key={index} part={part} place={index + 1} />
        ))}
      </ol>
      {more > 0 && (
        <Text fz="sm" c="dimmed">
          {t('trial.samples.moreParts', { count: more })}
        </Text>
      )}
      <BecauseWords change={change} because={because} />
    </li>
  );
}

function OnePart({
  part: { identifiers, more, events },
  place,
}: {
  part: RulesTrialPart;
  place: number;
}) {
  const { t } = useTranslation();
  return (
    <li>
      <Text fz="sm" c="dimmed">
        {t('trial.samples.part', { place })} · {t('trial.samples.events', { count: events })}
      </Text>
      <ul className={classes.identifiers}>
        {identifiers.map((named, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: masked identifiers of a type are alike
          <li key={index}>
            <NamedWords named={named} />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Text fz="sm" c="dimmed">
          {t('trial.samples.moreIdentifiers', { count: more })}
        </Text>
      )}
    </li>
  );
}
