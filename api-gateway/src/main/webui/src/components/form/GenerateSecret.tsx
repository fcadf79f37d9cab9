import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { CopyText } from '@/components/text/CopyText';
import { useTranslation } from '@/texts/useTranslation';
import { signingSecret } from './signingSecret';

interface Props {
  /** The name of the secret's field. */
  label: string;
  /** What the field holds. */
  value: string;
  onGenerated: (secret: string) => void;
}

/** Fills a field with a new signing secret, and shows the secret until the field changes. */
export function GenerateSecret({ label, value, onGenerated }: Props) {
  const { t } = useTranslation();
  const [generated, setGenerated] = useState<string | null>(null);
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          const secret = signingSecret();
          setGenerated(secret);
          onGenerated(secret);
        }}
      >
        {t('secret.generate')}
      </Button>
      {generated !== null && generated === value && (
        <Text fz="sm" role="status" style={{ overflowWrap: 'anywhere' }}>
          <CopyText value={generated} label={label} /> {t('secret.shownOnce')}
        </Text>
      )}
    </Group>
  );
}
