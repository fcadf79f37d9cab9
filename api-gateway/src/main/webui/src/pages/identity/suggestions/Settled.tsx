import { Text } from '@mantine/core';
import { TextLink } from '@/components/links';
import { ActorName } from '@/components/text/ActorName';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { DecidedBadge } from '../inbox/DecidedBadge';
import { MATCHING, type Suggestion } from './contract';
import classes from './suggestions.module.css';

/** What became of a suggestion, by whom, and the way back. */
export function Settled({ suggestion }: { suggestion: Suggestion }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { id, outcome, settledBy, settledAt, left } = suggestion;
  return (
    <div className={classes.settled}>
      {outcome && <DecidedBadge id={id} outcome={outcome} />}
      <Text fz="sm" c="dimmed">
        {settledBy &&
          (settledBy === MATCHING ? (
            t('suggestions.byThreshold')
          ) : (
            <>
              {t('suggestions.by')} <ActorName actor={settledBy} />
            </>
          ))}{' '}
        {settledAt && <Time at={settledAt} clock="wall" />}
        {outcome === 'merged' && (
          <>
            {' · '}
            <TextLink
              to="/w/$workspace/profiles/$profile"
              params={{ workspace, profile: left.profile }}
              search={{ tab: 'identity' }}
              underline="always"
              inherit
            >
              {t('suggestions.undo')}
            </TextLink>
          </>
        )}
      </Text>
    </div>
  );
}
