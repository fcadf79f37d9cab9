import { Group, Text } from '@mantine/core';
import { IconHourglassHigh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { DataDelay } from '@/api/generated/model';
import { dataDelayQuery } from '@/api/queries';
import { sayingItself } from '@/api/staleness';
import { TextLink } from '@/components/links';
import { useFormats } from '@/components/text/useFormats';
import { useNow } from '@/components/text/useNow';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './DataDelayNotice.module.css';

/** Says on every page since when the data that it shows are late, and leads to the cause. */
export function DataDelayNotice() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { data } = useQuery(sayingItself(dataDelayQuery(workspace)));
  const sentence = useDelaySentence();
  return (
    <div role="status">
      {data !== undefined && data.state !== 'none' && (
        <Group className={classes.notice} data-state={severityOf(data)} gap="xs" wrap="nowrap">
          <IconHourglassHigh size={18} aria-hidden className={classes.icon} />
          <Text inherit>
            {sentence(data)}{' '}
            <TextLink to="/w/$workspace/pipeline" params={{ workspace }} inherit>
              {t('delay.see')}
            </TextLink>
          </Text>
        </Group>
      )}
    </div>
  );
}

function severityOf({ state }: DataDelay): 'failing' | 'attention' {
  return state === 'stopped' ? 'failing' : 'attention';
}

function useDelaySentence(): (delay: DataDelay) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  return ({ state, stage, since, dataAsOf }) => {
    const ago = since === null ? '' : formats.relative(Date.parse(since), now);
    if (state === 'unknown') {
      return t('delay.unknown');
    }
    if (stage === null) {
      return t('delay.timeStopped', { ago });
    }
    const what = t(`delay.${state === 'stopped' ? 'stopped' : 'late'}`, {
      stage: t(`home.stages.${stage}`),
      ago,
    });
    return dataAsOf === null
      ? what
      : `${what} ${t('delay.dataAsOf', { moment: formats.moment(new Date(dataAsOf)) })}`;
  };
}
