import { isMasked } from '@/api/masked';
import type { Fact } from '@/components/page/Facts';
import { Value } from '@/components/text/Value';
import type { TFunction } from '@/texts/useTranslation';
import type { Filed } from './filing';

/** Of a definition, for its page. What is not filed is not shown. */
export function filingFacts({ tags, folder, owner }: Filed, t: TFunction): Fact[] {
  return [
    { label: t('filing.tags'), value: tags.join(', ') },
    { label: t('filing.folder'), value: folder ?? '' },
    { label: t('filing.owner'), value: isMasked(owner) ? <Value value={owner} /> : (owner ?? '') },
  ].filter(({ value }) => value !== '');
}
