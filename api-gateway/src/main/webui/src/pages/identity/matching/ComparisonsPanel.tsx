import type { MatchingComparison } from '@/api/generated/model';
import { ItemNote } from '@/components/list/ItemList';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useMatchWords } from '../suggestions/useMatchWords';
import classes from './matching.module.css';

/** What is compared; folded below each, how often its outcomes happen and what they say. */
export function ComparisonsPanel({ comparisons }: { comparisons: MatchingComparison[] }) {
  const { t } = useTranslation();
  const words = useMatchWords();
  return (
    <Panel title={t('matching.compared.title')} flush>
      <ItemNote>{t('matching.compared.lead')}</ItemNote>
      {comparisons.map((comparison) => (
        <details key={comparison.column} className={classes.comparison}>
          <summary>{words.column(comparison.column)}</summary>
          <Levels comparison={comparison} />
        </details>
      ))}
    </Panel>
  );
}

function Levels({ comparison: { column, levels } }: { comparison: MatchingComparison }) {
  const { t } = useTranslation();
  const words = useMatchWords();
  return (
    <table className={classes.levels} aria-label={words.column(column)}>
      <thead>
        <tr>
          <th scope="col">{t('matching.compared.level')}</th>
          <th scope="col">{t('matching.compared.m')}</th>
          <th scope="col">{t('matching.compared.u')}</th>
        </tr>
      </thead>
      <tbody>
        {levels.map(({ name, m, u }) => (
          <tr key={name}>
            <th scope="row">
              {words.level(name)}
              <span className={classes.says}>{words.effect(Math.log2(m / u))}</span>
            </th>
            <td>{words.chance(m)}</td>
            <td>{words.chance(u)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
