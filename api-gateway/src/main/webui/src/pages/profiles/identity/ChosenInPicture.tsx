import { Button } from '@mantine/core';
import { asked, type Leaving } from '@/api/identity';
import { Time } from '@/components/text/Time';
import { NamedWords } from '@/features/people/NamedWords';
import { useTranslation } from '@/texts/useTranslation';
import { EdgeWords } from './EdgeWords';
import { FirstOf } from './FirstOf';
import classes from './Identifiers.module.css';
import type { Picture } from './layout';
import { type Item, lineId, nodeId } from './order';
import { SeparateBetween } from './unmerge/SeparateBetween';

interface Props {
  picture: Picture;
  chosen: Item;
  onLeave: ((leaving: Leaving) => void) | undefined;
}

/** What is known of the box or the line that is chosen, and what can be done about it. */
export function ChosenInPicture({ picture, chosen, onLeave }: Props) {
  const { t } = useTranslation();
  const line = picture.links.find(({ id }) => lineId(id) === chosen);
  const box = picture.nodes.find(({ id }) => nodeId(id) === chosen);
  const all = box?.identifiers.flatMap((identifier) => asked(identifier) ?? []) ?? [];
  return (
    <ul key={chosen} className={classes.evidence}>
      {line && (
        <FirstOf all={line.evidence}>
          {(edge) => (
            <div className={classes.line}>
              <span>
                <EdgeWords edge={edge} />
              </span>
              <SeparateBetween a={edge.left} b={edge.right} onLeave={onLeave} />
            </div>
          )}
        </FirstOf>
      )}
      {box && (
        <FirstOf all={box.identifiers}>
          {(identifier) => (
            <span>
              <NamedWords named={identifier} /> {t('identity.why.since')}{' '}
              <Time at={identifier.since} clock="business" />
            </span>
          )}
        </FirstOf>
      )}
      {onLeave && all.length > 0 && (
        <li>
          <Button size="compact-xs" variant="default" onClick={() => onLeave({ identifiers: all })}>
            {t('unmerge.separate')}
          </Button>
        </li>
      )}
    </ul>
  );
}
