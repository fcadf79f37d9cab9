import { Text } from '@mantine/core';
import type { ProfileGraph } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { changesOf } from './changes';
import { OneMerge } from './OneMerge';
import { OneUnmerge } from './OneUnmerge';
import classes from './WhyOne.module.css';

/** Who else turned out to be this person, and who turned out not to be. The newest is first. */
export function History({ graph }: { graph: ProfileGraph }) {
  const { t } = useTranslation();
  const changes = changesOf(graph);
  return changes.length === 0 ? (
    <Text c="dimmed">{t('identity.why.noMerges')}</Text>
  ) : (
    <ol className={classes.list}>
      {changes.map((change) =>
        change.kind === 'merge' ? (
          <li key={`${change.merge.profile} ${change.at}`}>
            <OneMerge merge={change.merge} />
          </li>
        ) : (
          <li key={`${change.unmerge.into} ${change.at}`}>
            <OneUnmerge unmerge={change.unmerge} profile={graph.profile} />
          </li>
        ),
      )}
    </ol>
  );
}
