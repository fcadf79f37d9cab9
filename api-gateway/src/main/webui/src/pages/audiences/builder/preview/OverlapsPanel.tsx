import { Skeleton } from '@mantine/core';
import { Loaded } from '@/components/feedback/Loaded';
import { TextLink } from '@/components/links';
import { Panel } from '@/components/page/Panel';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import type { Json } from '../rule/model';
import { shares } from './overlaps';
import classes from './preview.module.css';
import { useOverlaps } from './useOverlaps';

interface Props {
  rule: Json | null;
  /** The audience that is changed; null for one that is not there yet. */
  audience: string | null;
  /** The rule itself is being counted. */
  counting: boolean;
}

/** With which other audiences these people are shared. */
export function OverlapsPanel({ rule, audience, counting }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const overlaps = useOverlaps(rule, audience, counting);
  return (
    <Panel title={t('builder.alsoIn')}>
      <Loaded query={overlaps.query} skeleton={<Skeleton height={60} />}>
        {(preview) => {
          const { shown, more } = shares(preview);
          return (
            <div data-counting={overlaps.counting}>
              {shown.length === 0 ? (
                <p className={classes.said}>{t('builder.inNoOther')}</p>
              ) : (
                <ul className="plain-list">
                  {shown.map(({ id, name, count, share }) => (
                    <li key={id}>
                      <TextLink
                        to="/w/$workspace/audiences/$audience"
                        params={{ workspace, audience: id }}
                        target="_blank"
                      >
                        {name}
                      </TextLink>
                      <span className={classes.share}>
                        {t('builder.people', { count })} ·{' '}
                        {t('builder.ofThem', { share: formats.percent(share) })}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
              <p className={classes.said}>
                {more > 0 && `${t('builder.inMore', { count: more })} `}
                {t('builder.exact')} · <Time at={preview.asOf} clock="business" />
              </p>
            </div>
          );
        }}
      </Loaded>
    </Panel>
  );
}
