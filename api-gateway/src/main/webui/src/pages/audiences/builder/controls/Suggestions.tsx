import { Combobox } from '@mantine/core';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import type { Scalar } from '../rule/model';
import classes from './controls.module.css';
import { OptionList } from './OptionList';
import { useScalarWords } from './useScalarWords';
import type { Suggestion } from './useSuggestions';

interface Props {
  suggestions: readonly Suggestion[];
  masked: boolean;
  loading: boolean;
  chosen: readonly Scalar[];
}

/** The values to choose from, each with how many have it. */
export function Suggestions({ suggestions, masked, loading, chosen }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = useScalarWords();
  const none = t(
    masked ? 'builder.valuesHidden' : loading ? 'builder.valuesLoading' : 'builder.valuesNone',
  );
  return (
    <Combobox.Dropdown className={classes.dropdown}>
      <OptionList
        label={t('builder.knownValues')}
        height={280}
        count={suggestions.length}
        none={suggestions.length === 0 ? none : null}
        busy={loading}
      >
        {suggestions.map(({ value, count }, index) => (
          <Combobox.Option
            key={`${typeof value} ${value}`}
            value={String(index)}
            active={chosen.includes(value)}
          >
            <span className={classes.suggestion}>
              <span className={classes.optionName}>
                {count === null ? t('builder.use', { value: words(value) }) : words(value)}
                {count === null && typeof value === 'number' && (
                  <span className={classes.optionRaw}>{t('builder.asNumber')}</span>
                )}
              </span>
              {count !== null && (
                <span className={classes.optionSeen}>{formats.number(count)}</span>
              )}
            </span>
          </Combobox.Option>
        ))}
      </OptionList>
    </Combobox.Dropdown>
  );
}
