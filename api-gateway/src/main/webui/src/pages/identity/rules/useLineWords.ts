import type { IdentifierType } from '@/api/identity';
import { useTypeWords } from '@/features/identity/useTypeWords';
import { useTranslation } from '@/texts/useTranslation';
import { blockedOf, type LineDraft } from './draft';

/** What a line of the rules does to people, and how its values are read. */
export function useLineWords() {
  const { t } = useTranslation();
  const { a, same } = useTypeWords();

  const effect = ({ type, unique, values, per, merges }: LineDraft): string => {
    const named = { a: a(type), same: same(type) };
    return [
      t(unique ? 'identity.effect.unique' : 'identity.effect.shared', named),
      values === ''
        ? t('identity.effect.anyNumber')
        : t(`identity.effect.${per}`, { count: Number(values) }),
      t(effectOfSame({ unique, merges }), named),
    ].join(' ');
  };

  const reading = (line: LineDraft): string => {
    const blocked = blockedOf(line.blocked).length;
    const words = [
      (line.case === 'lower' || line.type !== 'phone') && t(`identity.reading.${line.case}`),
      line.plusTags === 'drop' && t('identity.reading.plusTags'),
      line.dots === 'drop' && t('identity.reading.dots'),
      line.region !== '' && t('identity.reading.region', { region: line.region.toUpperCase() }),
      line.pattern !== '' && t('identity.reading.pattern', { pattern: line.pattern }),
      blocked > 0 && t('identity.reading.blocked', { count: blocked }),
    ]
      .filter((part) => part !== false)
      .join(' · ');
    return words.charAt(0).toLocaleUpperCase() + words.slice(1);
  };

  return { effect, reading };
}

/** What two people with the same value become: only one that names a person can make two one. */
function effectOfSame({ unique, merges }: Pick<IdentifierType, 'unique' | 'merges'>) {
  return unique && merges ? 'identity.effect.merges' : 'identity.effect.finds';
}
