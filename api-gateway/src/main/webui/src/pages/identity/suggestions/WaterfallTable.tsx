import { Text } from '@mantine/core';
import { roles } from '@/components/table/roles';
import { useTranslation } from '@/texts/useTranslation';
import { probabilityOf } from './chance';
import type { Suggestion } from './contract';
import classes from './suggestions.module.css';
import { useMatchWords } from './useMatchWords';
import { type Step, waterfallOf } from './waterfall';

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

/** How a probability came about, step by step: a table of words, with each step's bar in its line. */
export function WaterfallTable({ suggestion }: { suggestion: Suggestion }) {
  const { t } = useTranslation();
  const words = useMatchWords();
  const { steps, even } = waterfallOf(suggestion);
  const label = t('suggestions.waterfall.label');
  const what = ({ of, part, weight }: Step) => {
    if (of === null) {
      return t(part === 'total' ? 'suggestions.waterfall.total' : 'suggestions.waterfall.prior');
    }
    const said = part === 'level' ? 'level' : weight > 0 ? 'rare' : 'common';
    const [column, level] = [words.column(of.column), words.level(of.level)];
    return t(`suggestions.waterfall.${said}`, { column, level });
  };
  return (
    <>
      <table {...roles.table} className={classes.waterfall} aria-label={label}>
        <thead {...roles.group}>
          <tr {...roles.row}>
            <th {...roles.columnHeader}>{t('suggestions.waterfall.what')}</th>
            <td {...roles.cell} className={classes.picture} aria-hidden="true">
              <span className={classes.even} style={{ left: percent(even) }}>
                {words.chance(0.5)}
              </span>
            </td>
            <th {...roles.columnHeader}>{t('suggestions.waterfall.says')}</th>
            <th {...roles.columnHeader}>{t('suggestions.waterfall.then')}</th>
          </tr>
        </thead>
        <tbody {...roles.group}>
          {steps.map((step) => (
            <tr
              key={`${step.part} ${step.of?.column}`}
              {...roles.row}
              data-total={step.part === 'total'}
            >
              <th {...roles.rowHeader}>{what(step)}</th>
              <td {...roles.cell} className={classes.picture} aria-hidden="true">
                <span className={classes.line} style={{ left: percent(even) }} />
                <span
                  className={classes.bar}
                  data-part={step.part}
                  data-against={step.weight < 0}
                  style={{ left: percent(step.begin), width: percent(step.width) }}
                />
              </td>
              <td {...roles.cell}>{step.of && words.effect(step.weight)}</td>
              <td {...roles.cell}>{words.chance(probabilityOf(step.sum))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Text fz="sm" c="dimmed" mt="xs">
        {t('suggestions.waterfall.note')}
      </Text>
    </>
  );
}
