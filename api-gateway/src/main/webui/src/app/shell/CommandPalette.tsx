import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '@/api/generated/model';
import { palette, paletteStore } from './palette';
import { usePaletteActions } from './usePaletteActions';
import { usePersonAction } from './usePersonAction';

const MOST_SHOWN = 12;

/** Reaches every page, object and action, and a person by an identifier. */
export function CommandPalette({ me }: { me: Me }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [opened, setOpened] = useState(false);
  const known = usePaletteActions(me, opened);
  const person = usePersonAction(query);
  const groups: SpotlightActionGroupData[] = [
    ...(person ? [{ group: t('palette.person'), actions: [person] }] : []),
    ...known,
  ];
  return (
    <Spotlight
      store={paletteStore}
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => setOpened(true)}
      onSpotlightClose={() => setOpened(false)}
      shortcut={['mod + K']}
      nothingFound={t('palette.nothing')}
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
