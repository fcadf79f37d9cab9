import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { IconBolt, IconTag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { eventsQuery, traitsQuery } from '@/api/catalogueQueries';
import { humanName } from '@/components/text/humanName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** The traits and the events of the data dictionary, by name, as people say it too, and by synonym. They are read when the palette is opened. */
export function useDictionaryActions(opened: boolean): SpotlightActionGroupData[] {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const read = { enabled: opened, refetchInterval: false } as const;
  const traits = useQuery({ ...traitsQuery(workspace), ...read }).data?.data ?? [];
  const events = useQuery({ ...eventsQuery(workspace), ...read }).data?.data ?? [];
  return [
    {
      group: t('palette.traits'),
      actions: traits.map(({ name, synonyms }) => ({
        id: `trait ${name}`,
        label: name,
        keywords: [humanName(name), ...synonyms],
        leftSection: <IconTag size={18} aria-hidden />,
        onClick: () =>
          void navigate({
            to: '/w/$workspace/dictionary/trait',
            params: { workspace },
            search: { name },
          }),
      })),
    },
    {
      group: t('palette.events'),
      actions: events.flatMap(({ call, event, synonyms }) =>
        event === null
          ? []
          : {
              id: `event ${call} ${event}`,
              label: event,
              keywords: [humanName(event), ...synonyms],
              leftSection: <IconBolt size={18} aria-hidden />,
              onClick: () =>
                void navigate({
                  to: '/w/$workspace/dictionary/event',
                  params: { workspace },
                  search: { call, name: event },
                }),
            },
      ),
    },
  ];
}
