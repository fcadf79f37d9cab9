import type { Pipeline } from '@/api/generated/model';
import { standingTrails } from '@/features/pipeline/stages';
import { useTranslation } from '@/texts/useTranslation';
import classes from './PipelinePicture.module.css';
import { StageNode } from './StageNode';

interface Props {
  pipeline: Pipeline;
  readAt: number;
}

/** The trails that stand still, which are no part of the way; nothing while all of them move. */
export function Trails({ pipeline, readAt }: Props) {
  const { t } = useTranslation();
  const standing = standingTrails(pipeline);
  return standing.length === 0 ? null : (
    <ul className={classes.trails} aria-label={t('home.trails')}>
      {standing.map((trail) => (
        <StageNode
          key={trail.stage}
          status={trail}
          pipeline={pipeline}
          readAt={readAt}
          under={null}
        />
      ))}
    </ul>
  );
}
