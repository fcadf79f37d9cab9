import type { ObjectType, Sync } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { leavingOf } from './leaving';
import type { Mode } from './modes';

/** What a sync of a mode does, in one sentence. */
export function useModeWords(): (
  mode: Mode,
  kind: Sync['from']['kind'],
  object: ObjectType,
) => string {
  const { t } = useTranslation();
  return (mode, kind, object) => {
    const leaving = t(`syncs.leaving.${leavingOf({ from: { kind }, mode }, object)}`);
    switch (mode) {
      case 'mirror':
      case 'upsert':
        return t(`syncs.does.writes.${writtenTo(kind, object)}`, { leaving });
      case 'update-only':
        return t('syncs.does.update-only', { leaving });
      case 'create-only':
        return t('syncs.does.create-only', { leaving });
      case 'append':
        return t('syncs.does.append');
      case 'delete':
        return t(`syncs.does.deletes.${kind === 'model' ? 'row' : 'person'}.${removed(object)}`);
    }
  };
}

/** Whether a sync fills records, a list, or both. */
function writtenTo(kind: Sync['from']['kind'], object: ObjectType) {
  if (object.kind === 'membership') {
    return 'list';
  }
  return kind === 'audience' && object.memberships !== null ? 'both' : 'records';
}

function removed({ removal }: ObjectType) {
  return removal === 'archived' || removal === 'told' ? removal : 'deleted';
}
