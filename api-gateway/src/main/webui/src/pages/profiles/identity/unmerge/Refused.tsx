import { Button, Text } from '@mantine/core';
import type { Edge } from '@/api/generated/model';
import { ProblemError } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { useTranslation } from '@/texts/useTranslation';
import { EdgeWords } from '../EdgeWords';
import classes from './Unmerge.module.css';

interface Props {
  error: Error;
  again: () => void;
  /** What else joins the two, where they are still connected. */
  way: Edge[];
  onChoose: () => void;
}

/** Why there would not be two people, and what else can be done. */
export function Refused({ error, again, way, onChoose }: Props) {
  const { t } = useTranslation();
  const code = error instanceof ProblemError ? error.code : null;
  const choose = (
    <Button variant="default" size="xs" onClick={onChoose}>
      {t('unmerge.instead')}
    </Button>
  );
  if (code === 'still-connected') {
    return (
      <div role="alert" className={classes.refused}>
        <Text fw={600}>{t('unmerge.stillOne')}</Text>
        <Text>{error.message}</Text>
        <ul className={classes.values}>
          {way.map((edge) => (
            <li key={`${edge.cause} ${edge.left.index} ${edge.right.index}`}>
              <EdgeWords edge={edge} />
            </li>
          ))}
        </ul>
        {choose}
      </div>
    );
  }
  return error instanceof ProblemError && error.status === 422 ? (
    <>
      <Failure error={error} />
      <div>{choose}</div>
    </>
  ) : (
    <Failure error={error} again={again} />
  );
}
