import { Combobox, useCombobox } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ValuesOf } from '@/api/catalogueQueries';
import { useTranslation } from '@/texts/useTranslation';
import type { Scalar } from '../rule/model';
import type { DataType } from '../rule/operators';
import { interpret } from '../vocabulary/interpret';
import classes from './controls.module.css';
import { Suggestions } from './Suggestions';
import { useScalarWords } from './useScalarWords';
import { useSuggestions } from './useSuggestions';

interface Props {
  of: ValuesOf;
  types: readonly DataType[];
  values: readonly Scalar[];
  onChange: (values: Scalar[]) => void;
}

/** Many values, all of one type; pasting several separates them at commas and lines. */
export function ValuesField({ of, types, values, onChange }: Props) {
  const { t } = useTranslation();
  const words = useScalarWords();
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { suggestions, masked, loading } = useSuggestions(
    of,
    types,
    typed,
    combobox.dropdownOpened,
  );
  const add = (added: readonly Scalar[]) => {
    const type = typeof (values[0] ?? added[0]);
    const fitting = added.filter((each) => typeof each === type);
    onChange([...new Set([...values, ...fitting])]);
    setTyped('');
  };
  const remove = (value: Scalar) => onChange(values.filter((each) => each !== value));
  const own = (text: string) => {
    const meant = interpret(text, types);
    return meant.find((each) => typeof each === typeof values[0]) ?? meant[0];
  };
  const label = t('builder.values');
  return (
    <span className={classes.values}>
      {values.map((value) => (
        <span key={`${typeof value} ${value}`} className={classes.pill}>
          {words(value)}
          <button
            type="button"
            className={classes.drop}
            aria-label={t('builder.dropValue', { value: words(value) })}
            onClick={() => remove(value)}
          >
            <IconX size={14} aria-hidden />
          </button>
        </span>
      ))}
      <Combobox
        store={combobox}
        withinPortal={false}
        keepMounted={false}
        position="bottom-start"
        width="max-content"
        onOptionSubmit={(index) => {
          const picked = suggestions[Number(index)];
          if (picked !== undefined) {
            if (values.includes(picked.value)) {
              remove(picked.value);
            } else {
              add([picked.value]);
            }
          }
        }}
      >
        <Combobox.Target withExpandedAttribute>
          <input
            type="text"
            className={classes.field}
            data-kind="text"
            data-control="value"
            data-draft={typed !== ''}
            aria-label={label}
            placeholder={t('builder.valuesPlaceholder')}
            value={typed}
            onClick={() => combobox.openDropdown()}
            onFocus={() => combobox.openDropdown()}
            onBlur={() => {
              const meant = own(typed);
              if (meant !== undefined) {
                add([meant]);
              }
              combobox.closeDropdown();
            }}
            onPaste={(event) => {
              const parts = event.clipboardData.getData('text').split(/[,;\n\t]+/);
              if (parts.length > 1) {
                event.preventDefault();
                add(parts.map(own).filter((each) => each !== undefined));
              }
            }}
            onKeyDown={(event) => {
              const last = values.at(-1);
              if (event.key === 'Enter' && combobox.getSelectedOptionIndex() < 0) {
                const meant = own(typed);
                if (meant !== undefined) {
                  add([meant]);
                }
              } else if (event.key === 'Backspace' && typed === '' && last !== undefined) {
                remove(last);
              }
            }}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              combobox.openDropdown();
              combobox.resetSelectedOption();
            }}
          />
        </Combobox.Target>
        <Suggestions suggestions={suggestions} masked={masked} loading={loading} chosen={values} />
      </Combobox>
    </span>
  );
}
