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

/** An id of an object that has a name. */
const ID = /^(aud|dst|mdl|src|syn|whs)_/;

/** The name of an object of any kind, by its id or key; no id stands for a name that is not known. */
export function useObjectName(): (id: string) => string {
  const { t } = useTranslation();
  const audience = useAudienceNames(asItIs);
  const destination = useDestinationNames(asItIs);
  const sync = useSyncNames(asItIs);
  const model = useModelNames(asItIs);
  const connection = useConnectionNames(asItIs);
  const source = useSourceNames(asItIs);
  return (id) => {
    const name = [sync, audience, destination, model, connection, source].reduce(
      (text, named) => named(text),
      id,
    );
    return name === id && ID.test(id) ? t('names.unknown') : name;
  };
}
