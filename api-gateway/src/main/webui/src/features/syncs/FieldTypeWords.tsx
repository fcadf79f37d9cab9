import { Text } from '@mantine/core';
import type { Field } from '@/api/generated/model';
import { Folded } from '@/components/text/Folded';
import { useTranslation } from '@/texts/useTranslation';

/** How many choices are shown at once; more are behind their number. */
const SHOWN = 5;

/** Whether the destination requires a field, its type as the destination declares it, and the accepted values. */
export function FieldTypeWords({ field }: { field: Field }) {
  const { t } = useTranslation();
  return (
    <>
      {field.required && (
        <Text fz="sm" fw={600}>
          {t('activation.requiredField')}
        </Text>
      )}
      <TypeWords field={field} />
    </>
  );
}

function TypeWords({ field }: { field: Field }) {
  const { t } = useTranslation();
  const { type, options } = field;
  const words = t(`syncs.types.${type}`);
  if (options.length > SHOWN) {
    return (
      <>
        <Text fz="sm" c="dimmed">
          {words}
        </Text>
        <Folded title={t('syncs.options', { count: options.length })}>{options.join('\n')}</Folded>
      </>
    );
  }
  return (
    <Text fz="sm" c="dimmed">
      {options.length === 0
        ? words
        : t('syncs.typeWithOptions', { type: words, options: options.join(', ') })}
    </Text>
  );
}
