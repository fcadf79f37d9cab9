import type { Audience, PreviewedChange } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import { InlineValue } from '@/components/text/InlineValue';
import { usePeople } from '@/components/text/usePeople';
import { useTranslation } from '@/texts/useTranslation';
import { useSyncsReached } from '../../useSyncsReached';
import type { NameOf } from './BriefReason';
import { PeopleList } from './PeopleList';
import classes from './preview.module.css';
import { SyncEffects } from './SyncEffects';

interface Props {
  audience: Audience;
  change: PreviewedChange;
  counting: boolean;
  nameOf: NameOf;
}

/** What saving would do to the audience as it is. */
export function EffectPanel(props: Props) {
  const { t } = useTranslation();
  return (
    <Panel title={t('builder.ifSaved')}>
      <Effect {...props} />
    </Panel>
  );
}

/** Who joins, who leaves, and what each sync does with them. */
export function Effect({ audience, change, counting, nameOf }: Props) {
  const { t } = useTranslation();
  const { people } = usePeople();
  const syncs = useSyncsReached(audience);
  const { approximateJoins, approximateLeaves } = change;
  const nothing = !approximateJoins && change.joins === 0 && change.leaves === 0;
  return (
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
          {syncs.data !== undefined && syncs.data.length > 0 ? (
            <SyncEffects audience={audience} change={change} syncs={syncs.data} />
          ) : (
            <p className={classes.said}>
              <InlineValue query={syncs}>{() => t('builder.nobodyHears')}</InlineValue>
            </p>
          )}
        </>
      )}
    </div>
  );
}
