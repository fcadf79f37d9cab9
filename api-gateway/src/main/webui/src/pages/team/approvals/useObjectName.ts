import {
  useAudienceNames,
  useConnectionNames,
  useDestinationNames,
  useModelNames,
  useSourceNames,
  useSyncNames,
} from '@/components/objects/useNames';

/** The name of an object of any kind, by its id or key. */
export function useObjectName(): (id: string) => string {
  const audience = useAudienceNames();
  const destination = useDestinationNames();
  const sync = useSyncNames();
  const model = useModelNames();
  const connection = useConnectionNames();
  const source = useSourceNames();
  return (id) =>
    [sync, audience, destination, model, connection, source].reduce(
      (name, named) => named(name),
      id,
    );
}
