import { Skeleton, Text } from '@mantine/core';
import type { NamedAudience, UnmergeAudiencesSide } from '@/api/generated/model';
import { Loaded } from '@/components/feedback/Loaded';
import { AudienceLink } from '@/components/objects/ObjectLink';
import { useTranslation } from '@/texts/useTranslation';
import { FirstOf } from '../FirstOf';
import classes from './Unmerge.module.css';
import type { Forecast } from './useForecast';

interface Props {
  forecast: Forecast;
  side: 'stays' | 'leaves';
}

/** The audiences that one of the two would be in, and those that they would not be in any more. */
export function AudiencesThen({ forecast, side }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <h4 className={classes.part}>{t('unmerge.then.audiences')}</h4>
      <Loaded query={forecast.audiences} skeleton={<Skeleton height={44} />}>
        {(audiences) => (
          <>
            {audiences[side].in.length === 0 && <Text c="dimmed">{t('unmerge.then.inNone')}</Text>}
            <ul className={classes.values}>
              <FirstOf all={changesOf(audiences[side])}>
                {({ audience, name, change }) => (
                  <>
                    <AudienceLink id={audience} name={name} inText />{' '}
                    <span className={classes.change} data-change={change}>
                      {t(
                        change === 'exits' && side === 'leaves'
                          ? 'unmerge.then.notIn'
                          : `unmerge.then.${change}`,
                      )}
                    </span>
                  </>
                )}
              </FirstOf>
            </ul>
            {!audiences.upToDate && (
              <Text fz="sm" c="dimmed">
                {t('unmerge.then.arriving')}
              </Text>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

type Change = 'enters' | 'exits' | 'remains';

/** What changes comes first. */
function changesOf(side: UnmergeAudiencesSide): (NamedAudience & { change: Change })[] {
  const entered = new Set(side.enters.map(({ audience }) => audience));
  const as = (change: Change) => (named: NamedAudience) => ({ ...named, change });
  return [
    ...side.enters.map(as('enters')),
    ...side.exits.map(as('exits')),
    ...side.in.filter(({ audience }) => !entered.has(audience)).map(as('remains')),
  ];
}
