import { useId } from 'react';
import type { UnmergePreview } from '@/api/generated/model';
import { TextLink } from '@/components/links';
import { NamedWords } from '@/features/people/NamedWords';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { FirstOf } from '../FirstOf';
import { sharedContacts } from './sharedContacts';
import classes from './Unmerge.module.css';

/** What else follows from making two people of one, in words. */
export function Effects({ preview }: { preview: UnmergePreview }) {
  const { cuts } = preview;
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className={classes.heading}>
        {t('unmerge.effects.title')}
      </h3>
      <ul className={classes.effects}>
        {cuts.length > 0 && (
          <li>
            {t('unmerge.effects.cuts', { count: cuts.length })}
            <ul className={classes.values}>
              <FirstOf all={cuts}>
                {({ left, right }) => (
                  <>
                    <NamedWords named={left} /> {t('identity.why.and')} <NamedWords named={right} />
                  </>
                )}
              </FirstOf>
            </ul>
          </li>
        )}
        {sharedContacts(preview).map(({ type, value, holder }) => (
          <li key={`${type} ${holder}`}>
            {t(`unmerge.effects.shared.${type}`, {
              value,
              holder: t(`unmerge.effects.holder.${holder}`),
            })}
          </li>
        ))}
        <li>{t('unmerge.effects.records')}</li>
        <li>{t('unmerge.effects.events')}</li>
        <li>
          {t('unmerge.effects.again')}{' '}
          <TextLink
            to="/w/$workspace/identity"
            params={{ workspace }}
            search={{ tab: 'inbox' }}
            underline="always"
          >
            {t('unmerge.conflicts')}
          </TextLink>
          .
        </li>
      </ul>
    </section>
  );
}
