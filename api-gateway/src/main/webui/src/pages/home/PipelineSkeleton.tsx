import { Skeleton } from '@mantine/core';
import box from '@/features/pipeline/Stage.module.css';
import { useTranslation } from '@/texts/useTranslation';
import classes from './PipelinePicture.module.css';

/** The boxes of the pipeline with their names, before something is known of them. */
export function PipelineSkeleton() {
  const { t } = useTranslation();
  const names = [
    t('nav.sources'),
    t('home.stages.identity'),
    t('home.stages.audiences'),
    t('home.stages.destinations'),
    t('nav.destinations'),
  ];
  return (
    <ol className={classes.way} aria-hidden>
      {names.map((name) => (
        <li key={name} className={box.stage}>
          <span className={box.name}>{name}</span>
          <strong>
            <Skeleton component="span" display="inline-block" width={90} height={13} />
          </strong>
          <span className={box.under}>
            <Skeleton component="span" display="inline-block" width={70} height={10} />
          </span>
          {name !== t('nav.destinations') && (
            <span className={box.under}>
              <Skeleton component="span" display="inline-block" width={90} height={10} />
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
