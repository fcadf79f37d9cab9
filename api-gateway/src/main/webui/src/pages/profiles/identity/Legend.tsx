import { useTranslation } from '@/texts/useTranslation';
import type { Picture } from './layout';
import classes from './Picture.module.css';

/** What lines and boxes of the picture stand for, as far as there are such. */
export function Legend({ picture: { nodes, links } }: { picture: Picture }) {
  const { t } = useTranslation();
  const once = links.some(({ evidence }) => evidence.length === 1);
  const often = links.some(({ evidence }) => evidence.length > 1);
  const many = nodes.some(({ identifiers }) => identifiers.length > 1);
  return (
    <ul className={classes.legend}>
      {once && <li data-sign="once">{t('identity.why.legend.once')}</li>}
      {often && <li data-sign="often">{t('identity.why.legend.often')}</li>}
      {many && <li data-sign="many">{t('identity.why.legend.many')}</li>}
    </ul>
  );
}
