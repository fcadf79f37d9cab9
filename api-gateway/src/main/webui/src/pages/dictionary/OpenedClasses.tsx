import { Radio, Stack } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';
import { CLASSES, type TraitClass } from './classes';

interface Props {
  /** How many traits it is for. */
  count: number;
  chosen: TraitClass | null;
  onChange: (chosen: TraitClass) => void;
}

/** Who may see the values of several traits. */
export function OpenedClasses({ count, chosen, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={t('dictionary.classifyCount', { count })}
      value={chosen}
      onChange={(value) => {
        const known = CLASSES.find((each) => each === value);
        if (known !== undefined) {
          onChange(known);
        }
      }}
    >
      <Stack gap="sm" mt="xs">
        {CLASSES.map((choice) => (
          <Radio
            key={choice}
            value={choice}
            label={t(`dictionary.${choice}`)}
            description={t(`dictionary.${choice}Help`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
