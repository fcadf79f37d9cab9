import type { IdentifierType } from '@/api/identity';
import { useTypeWords } from '@/features/identity/useTypeWords';
import { useTranslation } from '@/texts/useTranslation';
import type { RulesChange } from './changes';

/** Says what changed in the rules. */
export function useChangeWords() {
  const { t } = useTranslation();
  const { name } = useTypeWords();
  const now = (what: string, after: string, before: string) =>
    t('identity.history.now', { what, after, before });
  const limit = (each: IdentifierType['limit']) =>
    each === null
      ? t('identity.history.limit.none')
      : t(`identity.history.limit.${each.per}`, { count: each.values });

  return (change: RulesChange): string => {
    switch (change.what) {
      case 'strategy':
        return now(
          t('identity.strategy.title'),
          t(`identity.strategy.${change.after}.name`),
          t(`identity.strategy.${change.before}.name`),
        );
      case 'bound':
        return t('identity.history.bound', {
          ...change,
          what: t(`identity.bounds.${change.bound}`),
        });
      case 'added':
      case 'removed':
        return t(`identity.history.${change.what}`, { type: name(change.type) });
      case 'order':
        return t('identity.history.order', { types: change.types.map(name).join(', ') });
      case 'limit':
        return now(name(change.type), limit(change.after), limit(change.before));
      case 'switch':
        return t('identity.history.said', {
          what: name(change.type),
          said: t(`identity.history.switch.${change.of}.${change.on ? 'on' : 'off'}`),
        });
      case 'region':
      case 'pattern': {
        const none = t(
          change.what === 'region' ? 'identity.history.noRegion' : 'identity.history.noPattern',
        );
        return now(
          t(`identity.history.${change.what}`, { type: name(change.type) }),
          change.after ?? none,
          change.before ?? none,
        );
      }
      case 'blocked':
      case 'unblocked':
        return t('identity.history.said', {
          what: name(change.type),
          said: t(`identity.history.${change.what}`, { count: change.count }),
        });
    }
  };
}
