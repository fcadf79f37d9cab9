import { Combobox, useCombobox } from '@mantine/core';
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
  value: Scalar | null;
  onChange: (value: Scalar | null) => void;
}

/** One value: a real one to choose, or whatever is typed. */
export function ValueField({ of, types, value, onChange }: Props) {
  const { t } = useTranslation();
  const words = useScalarWords();
  const [typed, setTyped] = useState<string | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const shown = typed ?? (value === null ? '' : words(value));
  const { suggestions, masked, loading } = useSuggestions(
    of,
    types,
    typed ?? '',
    combobox.dropdownOpened,
  );
  const accept = () => {
    if (typed !== null) {
      onChange(interpret(typed, types)[0] ?? null);
      setTyped(null);
    }
    combobox.closeDropdown();
  };
  const label = t('builder.value');
  return (
    <Combobox
      store={combobox}
      withinPortal={false}
      keepMounted={false}
      position="bottom-start"
      width="max-content"
      onOptionSubmit={(index) => {
        const picked = suggestions[Number(index)];
        if (picked !== undefined) {
          onChange(picked.value);
        }
        setTyped(null);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <input
          type="text"
          className={classes.field}
          data-kind="text"
          data-control="value"
          data-draft={typed !== null}
          aria-label={label}
          placeholder={t('builder.valuePlaceholder')}
          value={shown}
          onClick={() => combobox.openDropdown()}
          // A list that opens over a chosen value hides what follows it.
          onFocus={() => shown === '' && combobox.openDropdown()}
          onBlur={accept}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && combobox.getSelectedOptionIndex() < 0) {
              accept();
            }
          }}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            combobox.openDropdown();
            combobox.resetSelectedOption();
          }}
        />
      </Combobox.Target>
      <Suggestions
        suggestions={suggestions}
        masked={masked}
        loading={loading}
        chosen={value === null ? [] : [value]}
      />
    </Combobox>
  );
}
