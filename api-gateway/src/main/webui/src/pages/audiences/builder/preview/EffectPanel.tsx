import { useQuery } from '@tanstack/react-query';
import type { Audience, PreviewedChange, Sync } from '@/api/generated/model';
import { syncsQuery } from '@/api/queries';
import { useDestinationNames } from '@/components/objects/useNames';
import { Panel } from '@/components/page/Panel';
import { Told } from '@/components/text/Told';
import { useFormats } from '@/components/text/useFormats';
import { usePeople } from '@/components/text/usePeople';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { syncsOf } from '../../uses';
import type { NameOf } from './BriefReason';
import { PeopleList } from './PeopleList';
import classes from './preview.module.css';

interface Props {
  audience: Audience;
  change: PreviewedChange;
  counting: boolean;
  nameOf: NameOf;
}

/** What saving would do to the audience as it is: who joins, who leaves, which destinations hear of it. */
export function EffectPanel({ audience, change, counting, nameOf }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { people } = usePeople();
  const syncs = useQuery(syncsQuery(useWorkspace()));
  const destinationName = useDestinationNames();
  const destinationsOf = (all: readonly Sync[]) => [
    ...new Set(syncsOf(audience, all).map(({ destination }) => destinationName(destination))),
  ];
  const { approximateJoins, approximateLeaves } = change;
  const nothing = !approximateJoins && change.joins === 0 && change.leaves === 0;
  return (
    <Panel title={t('builder.ifSaved')}>
      <div data-counting={counting} className={classes.effect}>
        {nothing ? (
          <p className={classes.said}>{t('builder.nothingChanges')}</p>
        ) : (
          <>
            <p className={classes.joins}>
              {approximateJoins
                ? t('builder.joinsAbout', { people: people(change.joins, approximateJoins) })
                : t('builder.joins', { count: change.joins })}
            </p>
            <PeopleList people={change.joining} shown={3} nameOf={nameOf} />
            <p className={classes.leaves}>
              {approximateLeaves
                ? t('builder.leavesAbout', { people: people(change.leaves, approximateLeaves) })
                : t('builder.leaves', { count: change.leaves })}
            </p>
            <PeopleList people={change.leaving} shown={3} nameOf={nameOf} />
            <p className={classes.said}>
              <Told query={syncs}>
                {({ data }) => {
                  const names = destinationsOf(data);
                  return names.length === 0
                    ? t('builder.nobodyHears')
                    : t('builder.hears', { count: names.length, names: formats.list(names) });
                }}
              </Told>
            </p>
          </>
        )}
      </div>
    </Panel>
  );
}
