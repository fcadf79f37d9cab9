import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePeopleSearch } from '@/features/people/usePeopleSearch';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import { FoundPeople } from './FoundPeople';

const MOST = 8;

interface Props {
  value: string;
  onChange: (value: string) => void;
  error: ReactNode;
}

/** Offers people whose identifiers begin with what is typed; Enter without a choice submits the form. */
export function PersonField({ value, onChange, error }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { workspace, personalData } = useHere();
  const search = usePeopleSearch(value, { limit: MOST, similar: true });
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  return (
    <Combobox
      store={combobox}
      withinPortal={false}
      keepMounted={false}
      position="bottom-start"
      onOptionSubmit={(profile) => {
        combobox.closeDropdown();
        void navigate({ to: '/w/$workspace/profiles/$profile', params: { workspace, profile } });
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          label={t('profiles.value')}
          description={t(personalData ? 'profiles.valueHelp' : 'profiles.wholeValueHelp')}
          flex="1 1 280px"
          value={value}
          autoComplete="off"
          spellCheck={false}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value);
            combobox.openDropdown();
            combobox.resetSelectedOption();
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={({ key }) => {
            if (key === 'Enter' && combobox.getSelectedOptionIndex() < 0) {
              combobox.closeDropdown();
            }
          }}
          error={error}
        />
      </Combobox.Target>
      {search.kind !== 'idle' && <FoundPeople search={search} />}
    </Combobox>
  );
}
