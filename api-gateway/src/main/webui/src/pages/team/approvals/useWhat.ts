import { useTranslation } from 'react-i18next';
import type { ChangeRequest } from '@/api/generated/model';
import { useDestinationNames, useSyncNames } from '@/components/objects/useNames';
import { changeOf, objectOf } from './words';

/** What somebody asked for, in words, with the name of what it is about. */
export function useWhat() {
  const { t } = useTranslation();
  const destination = useDestinationNames();
  const sync = useSyncNames();
  return ({ operation, path }: ChangeRequest) =>
    t(`approvals.does.${changeOf(operation)}`, { name: sync(destination(objectOf(path))) });
}
