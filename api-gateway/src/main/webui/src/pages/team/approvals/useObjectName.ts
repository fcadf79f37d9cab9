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

/** The kinds of objects, by the beginnings of their ids. */
const KINDS = {
  aud: 'audience',
  dst: 'destination',
  mdl: 'model',
  src: 'source',
  syn: 'sync',
  whs: 'connection',
} as const;

function isPrefix(text: string): text is keyof typeof KINDS {
  return text in KINDS;
}

/** The name of an object of any kind, by its id or key; the kind alone if its id has no name. */
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
    const prefix = id.slice(0, id.indexOf('_'));
    return name === id && isPrefix(prefix) ? t(`names.unread.${KINDS[prefix]}`) : name;
  };
}
