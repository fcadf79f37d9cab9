import type { Large } from '@/api/generated/model';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import classes from './IdentityPanel.module.css';

/** Who has the most identifiers. */
export function LargestPeople({ people }: { people: readonly Large[] }) {
  const { t } = useTranslation();
  if (people.length === 0) {
    return null;
  }
  return (
    <section className={classes.part} aria-label={t('identity.home.largest')}>
      <h3 className={classes.title}>{t('identity.home.largest')}</h3>
      <ol className="plain-list">
        {people.map(({ profile, identifiers }) => (
          <li key={profile}>
            <PersonName id={profile} tab="identity" />
            <strong>{t('identity.home.identifiers', { count: identifiers })}</strong>
          </li>
        ))}
      </ol>
    </section>
  );
}
