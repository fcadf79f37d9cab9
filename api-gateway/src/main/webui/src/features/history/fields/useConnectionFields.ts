import { kindOf } from '@/features/connections/connectionKind';
import { useTranslation } from '@/texts/useTranslation';
import { contentOf, objectOf } from './content';
import { type FieldsOf, useField } from './useField';

const FIELDS = [
  'path',
  'host',
  'port',
  'database',
  'schema',
  'user',
  'tls',
  'verifyCertificate',
  'caCertificate',
] as const;

export function useConnectionFields(): FieldsOf {
  const { t } = useTranslation();
  const { field, named } = useField();
  return (version) => {
    const connection = objectOf(contentOf(version).connection);
    const kind = kindOf({
      kind: connection.kind === 'postgresql' ? 'postgresql' : 'files',
      path: typeof connection.path === 'string' ? connection.path : '',
    });
    return [
      ...named(version),
      field('kind', t('connections.kind'), kind, t(`connections.kinds.${kind}`)),
      ...FIELDS.filter((each) => connection[each] !== undefined && connection[each] !== null).map(
        (each) =>
          each === 'port'
            ? // A port is a name, without separators of thousands.
              field(each, t('connections.fields.port'), connection.port, String(connection.port))
            : field(each, t(`connections.fields.${each}`), connection[each]),
      ),
    ];
  };
}
