import { Radio, Stack } from '@mantine/core';
import type { Source } from '@/api/generated/model';
import { Marked } from '@/components/connectors/Marked';
import { useTranslation } from '@/texts/useTranslation';

type Kind = Source['kind'];

const KINDS: readonly Kind[] = ['browser', 'server'];

interface Props {
  kind: Kind;
  error?: string | undefined;
  onChange: (kind: Kind) => void;
}

/** Where the write keys of a source are, and what its events may therefore say of consent. */
export function KindChoice({ kind, error, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      name="kind"
      label={t('sources.kind')}
      value={kind}
      error={error}
      onChange={(chosen) => onChange(chosen as Kind)}
    >
      <Stack gap="xs" mt="xs">
        {KINDS.map((each) => (
          <Radio
            key={each}
            value={each}
            label={<Marked of={each}>{t(`sources.kinds.${each}`)}</Marked>}
            description={t(`sources.kindHelp.${each}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
