import { ANY_TYPE } from '@/api/identity';
import { KNOWN_TYPES } from '@/features/people/identifier';
import { useTranslation } from '@/texts/useTranslation';

/** A type of identifier within sentences, and by itself. */
export function useTypeWords() {
  const { t } = useTranslation();
  const said = (form: 'a' | 'same' | 'this' | 'the') => (type: string) => {
    const known = KNOWN_TYPES.find((each) => each === type);
    if (known) {
      return t(`identity.types.${known}.${form}`);
    }
    return type === ANY_TYPE
      ? t(`identity.types.any.${form}`)
      : t(`identity.types.own.${form}`, { type });
  };
  const name = (type: string) => {
    const known = KNOWN_TYPES.find((each) => each === type);
    if (known) {
      return t(`identifiers.${known}`);
    }
    return type === ANY_TYPE ? t('identity.types.any.name') : type;
  };
  const count = (type: string, values: number) => {
    const known = KNOWN_TYPES.find((each) => each === type);
    return known
      ? t(`identity.types.${known}.count`, { count: values })
      : t('identity.types.own.count', { count: values, type });
  };
  return { a: said('a'), same: said('same'), this: said('this'), the: said('the'), count, name };
}
