import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import classes from './IdentityPanel.module.css';
import type { DayOfWeek } from './mergesOfWeek';

/** How many profiles were merged, a bar for each day; a table for users who can't see the bars. */
export function MergesOfWeek({ week }: { week: readonly DayOfWeek[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <section className={classes.part} aria-label={t('identity.home.mergesOfWeek')}>
      <h3 className={classes.title}>{t('identity.home.mergesOfWeek')}</h3>
      {week.every(({ merges }) => merges === 0) ? (
        <p className={classes.note}>{t('identity.home.noMergesOfWeek')}</p>
      ) : (
        <>
          <div className={classes.days} aria-hidden>
            {week.map(({ day, merges, share }) => (
              <div
                key={day}
                className={classes.day}
                data-none={merges === 0}
                title={formats.calendarDay(day)}
              >
                <span>{formats.number(merges)}</span>
                <svg className={classes.room} viewBox="0 0 1 1" preserveAspectRatio="none">
                  <title>{formats.calendarDay(day)}</title>
                  <rect className={classes.bar} y={1 - share} width="1" height={share} />
                </svg>
                <span>{formats.weekday(day)}</span>
              </div>
            ))}
          </div>
          <div className="sr-only">
            <table>
              <caption>{t('identity.home.mergesOfWeekLead')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('identity.home.day')}</th>
                  <th scope="col">{t('identity.home.mergesOfDay')}</th>
                </tr>
              </thead>
              <tbody>
                {week.map(({ day, merges }) => (
                  <tr key={day}>
                    <th scope="row">{formats.calendarDay(day)}</th>
                    <td>{formats.number(merges)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
