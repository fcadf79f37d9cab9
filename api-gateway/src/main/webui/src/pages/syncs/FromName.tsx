import type { SyncSource } from '@/api/generated/model';
import { useAudienceNames, useModelNames } from '@/components/objects/useNames';
import { useFromWords } from '@/features/syncs/useFromWords';
import { useTranslation } from '@/texts/useTranslation';

const sameId = (id: string) => id;

/** What flows, in words. Only a sync of a model reads the names of models. */
export function FromName({ from }: { from: SyncSource }) {
  return from.kind === 'model' ? <FromModel from={from} /> : <FromPeople from={from} />;
}

function FromModel({ from }: { from: SyncSource }) {
  const { t } = useTranslation();
  const words = useFromWords(sameId, useModelNames(t('syncs.from.unknownModel')));
  return <>{words(from)}</>;
}

function FromPeople({ from }: { from: SyncSource }) {
  const { t } = useTranslation();
  const words = useFromWords(useAudienceNames(t('syncs.from.unknownAudience')), sameId);
  return <>{words(from)}</>;
}
