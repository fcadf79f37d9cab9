import {
  asItIs,
  useAudienceNames,
  useConnectionNames,
  useDestinationNames,
  useModelNames,
  useSourceNames,
  useSyncNames,
} from '@/components/objects/useNames';
import { useTranslation } from '@/texts/useTranslation';
import type { ObjectKind } from './words';

/** An id of an object that has a name. */
const ID = /^(aud|dst|mdl|src|syn|whs)_/;

/**
 * The name of an object, by its kind and its id or key: objects of two kinds may have the same key. A text
 * without a kind stays; no id stands for a name that is not known.
 */
export function useObjectName(): (kind: ObjectKind | null, id: string) => string {
  const { t } = useTranslation();
  const names: Record<ObjectKind, (id: string) => string> = {
    audience: useAudienceNames(asItIs),
    destination: useDestinationNames(asItIs),
    sync: useSyncNames(asItIs),
    model: useModelNames(asItIs),
    connection: useConnectionNames(asItIs),
    source: useSourceNames(asItIs),
  };
  return (kind, id) => {
    const name = kind === null ? id : names[kind](id);
    return name === id && ID.test(id) ? t('names.unknown') : name;
  };
}
