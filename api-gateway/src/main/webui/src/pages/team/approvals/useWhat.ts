import type { ChangeRequest } from '@/api/generated/model';
import {
  useAudienceNames,
  useConnectionNames,
  useDestinationNames,
  useModelNames,
  useSyncNames,
} from '@/components/objects/useNames';
import { useTranslation } from '@/texts/useTranslation';
import { changeOf, collectionOf, objectOf, versionOf } from './words';

/** What was requested, in words, with the name of the changed object. */
export function useWhat() {
  const { t } = useTranslation();
  const names = new Map([
    ['audiences', useAudienceNames()],
    ['destinations', useDestinationNames()],
    ['syncs', useSyncNames()],
    ['models', useModelNames()],
    ['warehouses', useConnectionNames()],
  ]);
  return ({ operation, path }: ChangeRequest) => {
    const object = objectOf(path);
    const nameOf = object === '' ? undefined : names.get(collectionOf(path));
    return t(`approvals.does.${changeOf(operation)}`, {
      name: nameOf ? nameOf(object) : object,
      version: versionOf(path),
    });
  };
}
