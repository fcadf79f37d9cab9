import type { ChangeRequest } from '@/api/generated/model';
import {
  useAudienceNames,
  useConnectionNames,
  useDestinationNames,
  useModelNames,
  useSyncNames,
} from '@/components/objects/useNames';
import { useTranslation } from '@/texts/useTranslation';
import { changeOf, objectOf, versionOf } from './words';

/** What was requested, in words, with the name of the changed object. */
export function useWhat() {
  const { t } = useTranslation();
  const audience = useAudienceNames();
  const destination = useDestinationNames();
  const sync = useSyncNames();
  const model = useModelNames();
  const connection = useConnectionNames();
  return ({ operation, path }: ChangeRequest) =>
    t(`approvals.does.${changeOf(operation)}`, {
      name: [sync, audience, destination, model, connection].reduce(
        (name, named) => named(name),
        objectOf(path),
      ),
      version: versionOf(path),
    });
}
