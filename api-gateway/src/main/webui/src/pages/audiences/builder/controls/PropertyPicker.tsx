import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { type ReactElement, useEffect, useState } from 'react';
import type { CatalogueProperty } from '@/api/generated/model';
import { matches } from '@/components/filter/matches';
import { humanName } from '@/components/text/humanName';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import type { DataType } from '../rule/operators';
import classes from './controls.module.css';
import { EventCount } from './EventCount';
import { OptionList } from './OptionList';

interface Props {
  properties: readonly CatalogueProperty[];
  /** Whether the properties are being read for the first time. */
  reading: boolean;
  target: (toggle: () => void) => ReactElement;
  onPick: (property: string, types: readonly DataType[]) => void;
}

/** A search over the properties of an event; one that was not seen yet can be typed. */
export function PropertyPicker({ properties, reading, target, onPick }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({
    onDropdownOpen: () => {
      setTyped('');
      combobox.focusSearchInput();
    },
    onDropdownClose: () => combobox.resetSelectedOption(),
  });
  // What Enter takes is the first that fits.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store is new with every rendering
  useEffect(() => void combobox.selectFirstOption(), [typed]);
  const fitting = properties.filter(({ name }) => matches(typed, name, humanName(name)));
  const own = typed.trim();
  const unseen = own !== '' && !properties.some(({ name }) => name === own);
  return (
    <Combobox
      store={combobox}
      withinPortal={false}
      keepMounted={false}
      position="bottom-start"
      width="max-content"
      onOptionSubmit={(name) => {
        combobox.closeDropdown();
        onPick(name, properties.find((each) => each.name === name)?.types ?? []);
      }}
    >
      <Combobox.DropdownTarget>{target(() => combobox.toggleDropdown())}</Combobox.DropdownTarget>
      <Combobox.Dropdown className={classes.dropdown}>
        <Combobox.EventsTarget withExpandedAttribute>
          <TextInput
            ref={combobox.searchRef}
            mb={4}
            value={typed}
            aria-label={t('builder.searchProperty')}
            placeholder={t('builder.searchProperty')}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </Combobox.EventsTarget>
        <OptionList
          label={t('builder.searchProperty')}
          height={280}
          count={fitting.length + (unseen ? 1 : 0)}
          none={
            own === '' && fitting.length === 0
              ? t(reading ? 'shell.loading' : 'builder.noProperty')
              : null
          }
          busy={reading}
        >
          {fitting.map(({ name, events, approximate, lastSeen }) => (
            <Combobox.Option key={name} value={name}>
              <span className={classes.suggestion}>
                <span className={classes.optionName}>
                  {humanName(name)}
                  {humanName(name) !== name && (
                    <span className={`mono ${classes.optionRaw}`}>{name}</span>
                  )}
                </span>
                <span className={classes.optionSeen}>
                  <EventCount events={events} approximate={approximate} /> ·{' '}
                  <Time at={lastSeen} clock="business" />
                </span>
              </span>
            </Combobox.Option>
          ))}
          {unseen && (
            <Combobox.Option value={own}>{t('builder.use', { value: own })}</Combobox.Option>
          )}
        </OptionList>
      </Combobox.Dropdown>
    </Combobox>
  );
}
