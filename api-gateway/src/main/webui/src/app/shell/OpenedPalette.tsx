import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Me } from '@/api/generated/model';
import { usePeopleSearch } from '@/features/people/usePeopleSearch';
import { useTranslation } from '@/texts/useTranslation';
import { NothingFound } from './NothingFound';
import { palette, paletteStore } from './palette';
import { usePaletteActions } from './usePaletteActions';
import { usePeopleActions } from './usePeopleActions';
import { usePersonAction } from './usePersonAction';

const MOST_SHOWN = 12;

/** Few, and none by similarity: each who is shown is on record, and most often a page is meant. */
const PEOPLE = { limit: 5, similar: false };

interface Props {
  me: Me;
  /** How often it was asked for: it opens each time. */
  asked: number;
}

/** Reaches every page, object and action, and people by their identifiers. */
export function OpenedPalette({ me, asked }: Props) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    if (asked > 0) {
      palette.open();
    }
  }, [asked]);
  const known = usePaletteActions(me, opened);
  const person = usePersonAction(query);
  const search = usePeopleSearch(query, PEOPLE);
  const people = usePeopleActions(query, search);
  const groups: SpotlightActionGroupData[] = [
    ...(person ? [{ group: t('palette.person'), actions: [person] }] : []),
    ...known,
    // They come a moment later, and should not push away what is about to be chosen.
    ...(people.length > 0 ? [{ group: t('palette.found'), actions: people }] : []),
  ];
  return (
    <Spotlight
      store={paletteStore}
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => setOpened(true)}
      onSpotlightClose={() => setOpened(false)}
      shortcut={null}
      nothingFound={<NothingFound search={search} />}
      limit={MOST_SHOWN}
      scrollable
      maxHeight={420}
      title={t('palette.find')}
      centered={false}
      overlayProps={{ backgroundOpacity: 0.4, blur: 0 }}
      transitionProps={{ duration: 100 }}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.find'),
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          palette.close();
        }
      }}
    />
  );
}
