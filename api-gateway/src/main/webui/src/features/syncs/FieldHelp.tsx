import { Text } from '@mantine/core';
import type { Field } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  field: Pick<Field, 'help' | 'example'> | undefined;
  className?: string | undefined;
}

/** The meaning of a field at the destination, and an example of a value. */
export function FieldHelp({ field, className }: Props) {
  const { t } = useTranslation();
  const words = [
    ...(field?.help ? [`${field.help}.`] : []),
    ...(field?.example ? [t('activation.example', { example: field.example })] : []),
  ];
  return words.length === 0 ? null : (
    <Text fz="sm" c="dimmed" className={className}>
      {words.join(' ')}
    </Text>
  );
}
