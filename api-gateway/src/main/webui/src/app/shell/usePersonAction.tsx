import type { SpotlightActionData } from '@mantine/spotlight';
import { IconUserSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { identifierOf } from '@/features/people/identifier';
import { useFindPerson } from '@/features/people/useFindPerson';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** Looks up the person with the typed text, if it looks like an identifier. */
export function usePersonAction(query: string): SpotlightActionData | null {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const find = useFindPerson();
  const identifier = identifierOf(query);
  if (identifier === null) {
    return null;
  }
  const { type, value } = identifier;
  return {
    id: 'find-person',
    label: t('palette.findPerson', { value }),
    description: t(`identifiers.${type}`),
    // What was typed names the action, so the palette's own filter keeps it.
    keywords: [query],
    leftSection: <IconUserSearch size={18} aria-hidden />,
    onClick: () =>
      type === 'profile'
        ? void navigate({
            to: '/w/$workspace/profiles/$profile',
            params: { workspace, profile: value },
          })
        : find.mutate({ type, value }),
  };
}
