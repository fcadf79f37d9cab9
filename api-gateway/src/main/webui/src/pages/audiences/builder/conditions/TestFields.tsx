import type { ValuesOf } from '@/api/catalogueQueries';
import { humanName } from '@/components/text/humanName';
import { useTranslation } from '@/texts/useTranslation';
import { Choice } from '../controls/Choice';
import classes from '../controls/controls.module.css';
import { comparesYear, misleads } from '../rule/birthdays';
import type { Operator, Test, Value } from '../rule/model';
import {
  type DataType,
  labelOf,
  mayIgnoreCase,
  operatorsFor,
  withOperator,
} from '../rule/operators';
import { CaseSwitch } from './CaseSwitch';
import rowClasses from './conditions.module.css';
import { Note } from './Notes';
import { TestValue } from './TestValue';

interface Props {
  test: Test;
  types: readonly DataType[];
  of: ValuesOf;
  /** Changes of the same part are undone together. */
  onChange: (test: Test, part: string) => void;
}

/** What is asked of a trait or a property: an operator that fits it, and a value that fits the operator. */
export function TestFields({ test, types, of, onChange }: Props) {
  const { t } = useTranslation();
  const name = humanName(nameOf(of));
  const fitting = operatorsFor(types, nameOf(of));
  const operators = fitting.includes(test.operator) ? fitting : [test.operator, ...fitting];
  const setValue = (value: Value) => onChange({ ...test, value }, 'value');
  return (
    <>
      <Choice<Operator>
        label={t('builder.operator')}
        control="operator"
        value={test.operator}
        options={operators.map((each) => ({ value: each, label: labelOf(each) }))}
        onChange={(operator) => onChange(withOperator(test, operator), 'operator')}
      />
      <div className={classes.together}>
        <TestValue test={test} types={types} of={of} onChange={setValue} />
        {mayIgnoreCase(test.operator) && hasText(test.value) && (
          <CaseSwitch test={test} onChange={(next) => onChange(next, 'case')} />
        )}
      </div>
      {misleads(test.operator, name) ? (
        <Note>{t('builder.unsupported.anniversaries')}</Note>
      ) : (
        comparesYear(test.operator, name) && (
          <span className={rowClasses.hint}>{t('builder.unsupported.anniversaries')}</span>
        )
      )}
    </>
  );
}

function nameOf(of: ValuesOf): string {
  return 'trait' in of ? of.trait : of.property;
}

function hasText(value: Value | undefined): boolean {
  return [value].flat().some((each) => typeof each === 'string');
}
