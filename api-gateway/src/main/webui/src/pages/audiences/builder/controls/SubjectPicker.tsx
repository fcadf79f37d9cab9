import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import type { Subject } from '../vocabulary/subject';
import { found } from '../vocabulary/subjects';
import { useSubjectWords } from '../vocabulary/useSubjectWords';
import classes from './controls.module.css';
import { SubjectOption } from './SubjectOption';

/** More than a user reads; to find another subject, the user types on. */
const SHOWN = 40;

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
  const { fitting, own } = useMemo(
    () =>
      found(
        subjects,
        typed,
        (each) => `${words.name(each)} ${words.about(each)} ${words.kind(each)}`,
      ),
    [subjects, typed, words],
  );
  const shown = [
    ...fitting.filter((each) => !isTemplate(each)).slice(0, SHOWN),
    ...fitting.filter(isTemplate),
    ...own,
  ];
  const left = fitting.length + own.length - shown.length;
  const groups = [
    ...(['trait', 'event', 'audience', 'template'] as const).map((kind) => ({
      label: t(`builder.kinds.${kind}`),
      of: shown.filter((each) => each.kind === kind && !own.includes(each)),
    })),
    { label: t('builder.notSeen'), of: own },
  ];
  return (
    <Combobox
      store={combobox}
      withinPortal={false}
      keepMounted={false}
      position="bottom-start"
      width="max-content"
      onOptionSubmit={(index) => {
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
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </Combobox.EventsTarget>
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }} aria-label={t('builder.search')}>
          {groups.map(({ label, of }) =>
            of.length === 0 ? null : (
              <Combobox.Group key={label} label={label}>
                {of.map((subject) => (
                  <SubjectOption
                    key={shown.indexOf(subject)}
                    value={String(shown.indexOf(subject))}
                    subject={subject}
                  />
                ))}
              </Combobox.Group>
            ),
          )}
          {left > 0 && <Combobox.Footer>{t('builder.moreFound', { count: left })}</Combobox.Footer>}
          {shown.length === 0 && <Combobox.Empty>{t('builder.nothingKnown')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function isTemplate({ kind }: Subject): boolean {
  return kind === 'template';
}
