import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { IconBolt, IconTag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { eventsQuery, traitsQuery } from '@/api/catalogueQueries';
import { humanEvent, humanName } from '@/components/text/humanName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** The traits and the events of the data dictionary, by name and by synonym. They are read when the palette is opened. */
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
        label: humanName(name),
        description: humanName(name) === name ? undefined : name,
        keywords: synonyms,
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
              label: humanEvent(event),
              description: humanEvent(event) === event ? undefined : event,
              keywords: synonyms,
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
