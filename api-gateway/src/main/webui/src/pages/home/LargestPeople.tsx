import { useTranslation } from 'react-i18next';
import type { Large } from '@/api/generated/model';
import { useWorkspace } from '@/app/workspace/here';
import { TextLink } from '@/components/links';
import classes from './IdentityPanel.module.css';

/** Who has the most identifiers. Their names stay unread, for each reading of a person is on record. */
export function LargestPeople({ people }: { people: readonly Large[] }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  if (people.length === 0) {
    return null;
  }
  return (
    <section className={classes.part} aria-label={t('identity.home.largest')}>
      <h3 className={classes.title}>{t('identity.home.largest')}</h3>
      <ol className="plain-list">
        {people.map(({ profile, identifiers }) => (
          <li key={profile}>
            <TextLink
              to="/w/$workspace/profiles/$profile"
              params={{ workspace, profile }}
              search={{ tab: 'identity' }}
            >
              {t('profiles.person', { id: profile.slice(-8) })}
            </TextLink>
            <strong>{t('identity.home.identifiers', { count: identifiers })}</strong>
          </li>
        ))}
      </ol>
    </section>
  );
}
