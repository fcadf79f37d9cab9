import { Combobox, Text, TextInput, useCombobox } from '@mantine/core';
import { type ReactElement, useEffect, useState } from 'react';
import { UnsupportedNotes } from '@/features/audiences/UnsupportedNotes';
import { useTranslation } from '@/texts/useTranslation';
import { unseenSubjects } from '../vocabulary/search';
import type { Subject } from '../vocabulary/subject';
import { keyOf } from '../vocabulary/subjects';
import { useSearch } from '../vocabulary/useSearch';
import { useSubjectWords } from '../vocabulary/useSubjectWords';
import classes from './controls.module.css';
import { OptionList } from './OptionList';
import { SubjectOption } from './SubjectOption';

/** More than a user reads; to find another subject, the user types on. */
const SHOWN = 40;

/** What is searched for at the API comes last, so that nothing moves when it arrives. */
const KINDS = [
  'top',
  'trait',
  'event',
  'consent',
  'audience',
  'template',
  'value',
  'property',
  'propertyValue',
] as const;

/** The last entry, for a name that was not seen yet. */
const UNSEEN = 'unseen';

interface Props {
  subjects: readonly Subject[];
  /** What opens it. */
  target: (toggle: () => void) => ReactElement;
  onPick: (subject: Subject) => void;
}

/** One search over all that a condition can be about. */
export function SubjectPicker({ subjects, target, onPick }: Props) {
  const { t } = useTranslation();
  const words = useSubjectWords();
  const [typed, setTyped] = useState('');
  /** Whether a name that was not seen yet becomes a trait or an event is asked only when it is chosen. */
  const [naming, setNaming] = useState(false);
  const combobox = useCombobox({
    onDropdownOpen: () => {
      setTyped('');
      setNaming(false);
      combobox.focusSearchInput();
    },
    onDropdownClose: () => combobox.resetSelectedOption(),
  });
  const { fitting, unseen, unsupported, share, consent, searching, failed } = useSearch(
    subjects,
    typed,
    words,
    combobox.dropdownOpened,
  );
  const some = [
    ...fitting.filter((each) => each.kind !== 'template').slice(0, SHOWN),
    ...fitting.filter((each) => each.kind === 'template'),
  ];
  const shown = naming && unseen !== null ? unseenSubjects(unseen) : some;
  const left = fitting.length - some.length;
  const groups = naming
    ? [{ label: t('builder.notSeen'), of: shown }]
    : KINDS.map((kind) => ({
        label: t(`builder.kinds.${kind}`),
        of: shown.filter((each) => each.kind === kind),
      }));
  const withUnseen = !naming && unseen !== null;
  const first = groups.find(({ of }) => of.length > 0)?.of[0];
  const firstKey = first && keyOf(first);
  // Enter takes the first that fits; a name that was not seen yet only if it is chosen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store is new with every rendering
  useEffect(() => {
    if (firstKey === undefined) {
      combobox.resetSelectedOption();
    } else {
      combobox.selectFirstOption();
    }
  }, [typed, firstKey]);
  // What arrives later stands before the last entry, which may be selected.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store is new with every rendering
  useEffect(() => combobox.updateSelectedOptionIndex('selected'), [shown.length]);
  return (
    <Combobox
      store={combobox}
      withinPortal={false}
      keepMounted={false}
      position="bottom-start"
      width="max-content"
      onOptionSubmit={(index) => {
        if (index === UNSEEN) {
          setNaming(true);
          return;
        }
        const picked = shown[Number(index)];
        combobox.closeDropdown();
        if (picked !== undefined) {
          onPick(picked);
        }
      }}
    >
      <Combobox.DropdownTarget>{target(() => combobox.toggleDropdown())}</Combobox.DropdownTarget>
      <Combobox.Dropdown
        className={classes.dropdown}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            combobox.closeDropdown();
            combobox.focusTarget();
          }
        }}
      >
        <Combobox.EventsTarget withExpandedAttribute>
          <TextInput
            ref={combobox.searchRef}
            mb={4}
            value={typed}
            aria-label={t('builder.search')}
            placeholder={t('builder.searchFor')}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              setNaming(false);
            }}
          />
        </Combobox.EventsTarget>
        <div role="status">
          <UnsupportedNotes of={unsupported} />
          {share && !unsupported.includes('ranks') && (
            <Text fz="sm" px="xs" py={4} c="dimmed">
              {t('builder.shareHow')}
            </Text>
          )}
          {consent && (
            <Text fz="sm" px="xs" py={4} c="dimmed">
              {t('builder.consentIsChecked')}
            </Text>
          )}
        </div>
        <OptionList
          label={t('builder.search')}
          height={320}
          count={shown.length + (withUnseen ? 1 : 0)}
          none={shown.length === 0 && unseen === null ? t('builder.nothingKnown') : null}
        >
          {groups.map(({ label, of }) =>
            of.length === 0 ? null : (
              <Combobox.Group key={label} label={label}>
                {of.map((subject) => (
                  <SubjectOption
                    key={keyOf(subject)}
                    value={String(shown.indexOf(subject))}
                    subject={subject}
                    typed={naming ? '' : typed}
                    withKind={naming}
                  />
                ))}
              </Combobox.Group>
            ),
          )}
          {withUnseen && (
            <Combobox.Group label={t('builder.notSeen')}>
              <Combobox.Option value={UNSEEN}>
                {t('builder.useUnseen', { name: unseen })}
              </Combobox.Option>
            </Combobox.Group>
          )}
        </OptionList>
        {!naming && left > 0 && (
          <Combobox.Footer>{t('builder.moreFound', { count: left })}</Combobox.Footer>
        )}
        {!naming && (searching || failed) && (
          <Combobox.Footer aria-busy={searching}>
            {t(searching ? 'builder.searching' : 'builder.searchFailed')}
          </Combobox.Footer>
        )}
      </Combobox.Dropdown>
    </Combobox>
  );
}
