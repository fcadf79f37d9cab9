import { Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import type { UnmergeSide } from '@/api/generated/model';
import { Value } from '@/components/text/Value';
import { NamedWords } from '@/features/people/NamedWords';
import { usePersonWords } from '@/features/people/usePersonWords';
import { useTranslation } from '@/texts/useTranslation';
import { FirstOf } from '../FirstOf';
import { SeenTimes } from './SeenTimes';
import classes from './Unmerge.module.css';

interface Props {
  title: string;
  side: UnmergeSide;
  isNew?: boolean;
  /** What would follow for them. */
  children: ReactNode;
}

/** One of the two people: what they would be known by, and what would be known of them. */
export function Side({ title, side, isNew = false, children }: Props) {
  const { t } = useTranslation();
  const { identifiers, aliases, traits, consent, subscriptions } = side;
  const words = usePersonWords();
  const heading = useId();
  const named = Object.entries(traits);
  const answers = [...Object.entries(consent), ...Object.entries(subscriptions)];
  return (
    <section className={classes.side} data-new={isNew} aria-labelledby={heading}>
      <h3 id={heading} className={classes.heading}>
        {title}
      </h3>
      <SeenTimes side={side} />
      <h4 className={classes.part}>{t('unmerge.identifiers')}</h4>
      <ul className={classes.values}>
        <FirstOf all={identifiers}>{(identifier) => <NamedWords named={identifier} />}</FirstOf>
      </ul>
      <h4 className={classes.part}>{t('unmerge.traits')}</h4>
      {named.length === 0 ? (
        <Text c="dimmed">{t('unmerge.noTraits')}</Text>
      ) : (
        <ul className={classes.values}>
          <FirstOf all={named}>
            {([trait, value]) => (
              <>
                <span>{trait}</span>{' '}
                <strong>
                  <Value value={value} masked={t('masked.trait', { trait })} />
                </strong>
              </>
            )}
          </FirstOf>
        </ul>
      )}
      {answers.length > 0 && (
        <>
          <h4 className={classes.part}>{t('profiles.consent')}</h4>
          <ul className={classes.values}>
            <FirstOf all={answers}>
              {([purpose, answer]) => (
                <>
                  <span>{purpose}</span> <strong>{t(`profiles.answers.${answer}`)}</strong>
                </>
              )}
            </FirstOf>
          </ul>
        </>
      )}
      {aliases.length > 0 && (
        <>
          <h4 className={classes.part}>{t('unmerge.aliases')}</h4>
          <ul className={classes.values}>
            <FirstOf all={aliases}>{(alias) => words(alias)}</FirstOf>
          </ul>
        </>
      )}
      {children}
    </section>
  );
}
