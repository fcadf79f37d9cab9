import { Text } from '@mantine/core';
import { IconCheck, IconEqualNot, IconMinus, IconTilde } from '@tabler/icons-react';
import type { SuggestedPerson } from '@/api/generated/model';
import { roles } from '@/components/table/roles';
import { useFormats } from '@/components/text/useFormats';
import { Value } from '@/components/text/Value';
import { PersonName } from '@/features/people/PersonName';
import { TypeName } from '@/features/people/TypeName';
import { useTranslation } from '@/texts/useTranslation';
import { type Alike, alikeOf, knownOf } from './alike';
import type { Suggestion } from './contract';
import classes from './suggestions.module.css';
import { useMatchWords } from './useMatchWords';

const ICONS: Readonly<Record<Alike, typeof IconCheck>> = {
  same: IconCheck,
  near: IconTilde,
  different: IconEqualNot,
  silent: IconMinus,
};

/** The two side by side, one line for each thing that was compared. */
export function Compared({ suggestion }: { suggestion: Suggestion }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = useMatchWords();
  const { id, left, right, bars } = suggestion;
  const { known, unknown } = knownOf(bars);
  return (
    <>
      <table {...roles.table} className={classes.compared} aria-label={t('suggestions.compared')}>
        <thead {...roles.group}>
          <tr {...roles.row}>
            <th {...roles.columnHeader}>{t('suggestions.what')}</th>
            <th {...roles.columnHeader}>
              <SuggestedHalf half={left} id={`${id}-left`} />
            </th>
            <th {...roles.columnHeader}>
              <SuggestedHalf half={right} id={`${id}-right`} />
            </th>
            <th {...roles.columnHeader}>{t('suggestions.alike')}</th>
          </tr>
        </thead>
        <tbody {...roles.group}>
          {known.map((bar) => {
            const alike = alikeOf(bar);
            const Icon = ICONS[alike];
            return (
              <tr key={bar.column} {...roles.row} data-alike={alike}>
                <th {...roles.rowHeader}>{words.column(bar.column)}</th>
                <td {...roles.cell}>
                  <Value value={bar.left} />
                </td>
                <td {...roles.cell}>
                  <Value value={bar.right} />
                </td>
                <td {...roles.cell}>
                  <Icon size={15} aria-hidden /> {words.level(bar.level)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {unknown.length > 0 && (
        <Text fz="sm" c="dimmed">
          {t('suggestions.unknown', {
            columns: formats.list(unknown.map(({ column }) => words.column(column).toLowerCase())),
          })}
        </Text>
      )}
    </>
  );
}

/** One of the two, with identifiers that tell who it is. */
function SuggestedHalf({
  half: { profile, person, identifiers },
  id,
}: {
  half: SuggestedPerson;
  id: string;
}) {
  return (
    <>
      <span id={id}>
        <PersonName id={profile} person={person} />
      </span>
      {identifiers.map(({ type, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hidden values are known by their place alone
        <span key={index} className={classes.identifier}>
          <TypeName type={type} />{' '}
          <span className="mono">
            <Value value={value} />
          </span>
        </span>
      ))}
    </>
  );
}
