import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { chanceOf, effectOf, likely } from './chance';

const COLUMNS = [
  'first_name',
  'last_name',
  'birth_date',
  'place',
  'postcode',
  'city',
  'phone',
  'email',
  'company',
] as const;

/** Levels by the names that the API gives them. */
const LEVELS = {
  'the same': 'same',
  'short for it': 'short',
  'first and last name swapped': 'swapped',
  'very alike': 'veryAlike',
  alike: 'alike',
  'a typing error apart': 'typingError',
  'at most a month apart': 'month',
  'the same year': 'year',
  'the same area': 'area',
  'the same postcode': 'samePostcode',
  'the same city': 'sameCity',
  'the same postcode and city': 'samePostcodeAndCity',
  'the same before the @': 'beforeAt',
  different: 'different',
} as const;

/** What was compared, how it came out and how likely that makes it, in words. */
export function useMatchWords() {
  const { t } = useTranslation();
  const formats = useFormats();
  const chance = (probability: number) => {
    const said = chanceOf(probability);
    switch (said.form) {
      case 'one-in':
        return t('suggestions.chance.oneIn', { of: formats.number(said.of) });
      case 'over':
        return t('suggestions.chance.over', { share: formats.percent(said.share) });
      case 'percent':
        return formats.percent(said.share);
    }
  };
  return {
    /** A column that is not known here keeps its name. */
    column: (name: string) => {
      const known = COLUMNS.find((each) => each === name);
      const own = name.replaceAll('_', ' ');
      return known ? t(`suggestions.columns.${known}`) : own.charAt(0).toUpperCase() + own.slice(1);
    },
    level: (name: string | null) => {
      if (name === null) {
        return t('suggestions.levels.silent');
      }
      const known = Object.entries(LEVELS).find(([level]) => level === name)?.[1];
      return known ? t(`suggestions.levels.${known}`) : name;
    },
    chance,
    likely: (probability: number) =>
      t('suggestions.likely', {
        word: t(`suggestions.words.${likely(probability)}`),
        chance: chance(probability),
      }),
    effect: (weight: number) => {
      const effect = effectOf(weight);
      return effect.says === 'nothing'
        ? t('suggestions.effect.nothing')
        : t(`suggestions.effect.${effect.says}`, { times: formats.number(effect.times) });
    },
  };
}
