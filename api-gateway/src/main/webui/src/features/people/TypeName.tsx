import { useTranslation } from '@/texts/useTranslation';
import { KNOWN_TYPES, type KnownType } from './identifier';

/** The human name of a kind of identifier; a source's own kind keeps its name. */
export function TypeName({ type }: { type: string }) {
  return <>{useTypeName()(type)}</>;
}

/** The same as text. */
export function useTypeName(): (type: string) => string {
  const { t } = useTranslation();
  return (type) => {
    const known = KNOWN_TYPES.find((each): each is KnownType => each === type);
    return known ? t(`identifiers.${known}`) : type;
  };
}
