import { useQuery } from '@tanstack/react-query';
import { connectorsQuery } from '@/api/queries';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { contentOf, objectOf } from './content';
import { type FieldsOf, useField } from './useField';

export function useDestinationFields(): FieldsOf {
  const { t } = useTranslation();
  const { words, field, named } = useField();
  const connectors = useQuery(connectorsQuery(useWorkspace())).data;
  return (version) => {
    const { connector, settings, purposes, baseUrl, rateLimit } = contentOf(version);
    const manifest = connectors?.find(({ id }) => id === connector);
    const label = (name: string) =>
      manifest?.settings.find((setting) => setting.name === name)?.label ?? name;
    const limit = objectOf(rateLimit);
    return [
      ...named(version),
      field('connector', t('destinations.connector'), connector, manifest?.name),
      ...Object.entries(objectOf(settings)).map(([name, value]) =>
        field(`settings ${name}`, label(name), value),
      ),
      field('purposes', t('destinations.purposes'), purposes),
      field('baseUrl', t('destinations.baseUrl'), baseUrl),
      field(
        'rateLimit',
        t('destinations.rateLimit'),
        rateLimit,
        rateLimit
          ? t('destinations.requestsPer', {
              count: Number(limit.perSeconds),
              requests: words(limit.requests),
            })
          : t('activation.asUsual'),
      ),
    ];
  };
}
