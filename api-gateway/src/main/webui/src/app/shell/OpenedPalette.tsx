import '@/theme/windows.css';
import '@/theme/palette.css';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Me } from '@/api/generated/model';
import { UnsupportedNotes } from '@/features/audiences/UnsupportedNotes';
import { unsupportedIn } from '@/features/audiences/unsupported';
import { usePeopleSearch } from '@/features/people/usePeopleSearch';
import { useTranslation } from '@/texts/useTranslation';
import { NothingFound } from './NothingFound';
import { palette, paletteStore } from './palette';
import { paletteFilter } from './paletteFilter';
import { useDictionaryActions } from './useDictionaryActions';
import { usePaletteActions } from './usePaletteActions';
import { usePeopleActions } from './usePeopleActions';
import { usePersonAction } from './usePersonAction';

/** Few: each person who is shown is on record, and most often a page is meant. */
const PEOPLE = 5;

export interface PaletteProps {
  me: Me;
  opened: boolean;
  /** Ends the field that is there before, and returns its text; null without such a field. */
  takeTyped: () => string | null;
  onClose: () => void;
}

/** Reaches every page, object, trait, event and action, and people by name and identifier. */
export function OpenedPalette({ me, opened, takeTyped, onClose }: PaletteProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  useEffect(() => {
    if (opened) {
      palette.open();
    } else {
      palette.close();
    }
  }, [opened]);
  const takeOver = () => {
    const typed = takeTyped();
    if (typed !== null) {
      setQuery(typed);
    }
  };
  const known = usePaletteActions(me, opened);
  const dictionary = useDictionaryActions(opened);
  const person = usePersonAction(query);
  const search = usePeopleSearch(query, PEOPLE);
  const people = usePeopleActions(search, query);
  const groups: SpotlightActionGroupData[] = [
    ...(person ? [{ group: t('palette.person'), actions: [person] }] : []),
    ...known,
    ...dictionary,
    // They come a moment later, and should not push away what is about to be chosen.
    ...(people.length > 0 ? [{ group: t('palette.found'), actions: people }] : []),
  ];
  const shown = paletteFilter(query, groups, t('palette.found'));
  return (
    <Spotlight.Root
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      maxHeight={420}
      title={t('palette.find')}
      centered={false}
      returnFocus={false}
      overlayProps={{ backgroundOpacity: 0.4, blur: 0 }}
      transitionProps={{ duration: 100 }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          palette.close();
        }
      }}
    >
      <Spotlight.Search
        leftSection={<IconSearch size={18} aria-hidden />}
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.find')}
        onFocus={takeOver}
      />
      <div role="status">
        <UnsupportedNotes of={unsupportedIn(query)} />
      </div>
      {shown.length === 0 ? (
        <Spotlight.Empty>
          <NothingFound search={search} />
        </Spotlight.Empty>
      ) : (
        <Spotlight.ActionsList>
          {shown.map(({ group, actions }) => (
            <Spotlight.ActionsGroup key={group} label={group}>
              {actions.map(({ id, ...action }) => (
                <Spotlight.Action key={id} {...action} />
              ))}
            </Spotlight.ActionsGroup>
          ))}
        </Spotlight.ActionsList>
      )}
    </Spotlight.Root>
  );
}
