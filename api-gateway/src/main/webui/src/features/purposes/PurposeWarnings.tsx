import { Alert, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { workspaceQuery } from '@/workspace/workspaceQuery';
import { purposesQuery } from './purposesQuery';
import { unallowed } from './unallowed';

interface Props {
  purposes: readonly string[];
  /** Puts one purpose in place of another; absent where the purposes are only shown. */
  onReplace?: (purpose: string, by: string) => void;
}

/**
 * Warns of purposes that nobody allows, such as misspelt ones: the data of all people would be withheld. Nothing
 * as long as the answers of people are unknown.
 */
export function PurposeWarnings({ purposes, onReplace }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const answered = useQuery(purposesQuery(workspace)).data;
  const settings = useQuery(workspaceQuery(workspace)).data;
  const found =
    answered && settings ? unallowed(purposes, answered, settings.unknownConsentAllows) : [];
  return (
    <div role="status">
      {found.map(({ purpose, certain, similar }) => (
        <Alert key={purpose} color="orange" role="note" mt="xs">
          <Text>{t(certain ? 'purposes.nobody' : 'purposes.few', { purpose })}</Text>
          {similar !== null && (
            <Group gap="xs" mt={4}>
              <Text>{t('purposes.similar', { similar })}</Text>
              {onReplace && (
                <Button
                  variant="default"
                  size="compact-sm"
                  onClick={() => onReplace(purpose, similar)}
                >
                  {t('purposes.use', { similar })}
                </Button>
              )}
            </Group>
          )}
        </Alert>
      ))}
    </div>
  );
}
