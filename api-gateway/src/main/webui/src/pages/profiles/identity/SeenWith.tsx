import { Fragment } from 'react';
import type { Identifier } from '@/api/generated/model';
import type { Leaving } from '@/api/identity';
import { Value } from '@/components/text/Value';
import { Seen } from '@/features/people/Seen';
import { TypeName } from '@/features/people/TypeName';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Identifiers.module.css';
import type { JoinedIdentifier } from './sightings';
import { SeparateBetween } from './unmerge/SeparateBetween';

interface Props {
  identifier: Identifier;
  together: JoinedIdentifier;
  onLeave: ((leaving: Leaving) => void) | undefined;
}

/** Another identifier that was seen with this one, and where. */
export function SeenWith({ identifier, together: { other, sightings }, onLeave }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.line}>
      <span>
        {t('profiles.seenWith')} <TypeName type={other.type} />{' '}
        <span className="mono">
          <Value value={other.value} />
        </span>{' '}
        {t('profiles.seenIn')}{' '}
        {sightings.map(({ source, time, event }, index) => (
          <Fragment key={`${event} ${time}`}>
            {index > 0 && ' · '}
            <Seen source={source} at={time} />
          </Fragment>
        ))}
      </span>
      <SeparateBetween a={identifier} b={other} onLeave={onLeave} />
    </div>
  );
}
