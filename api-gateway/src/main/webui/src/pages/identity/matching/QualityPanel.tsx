import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MatchingQuality } from '@/api/generated/model';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { matchingQualityQuery } from '../queries';
import type { MatchingSettings } from '../suggestions/contract';
import classes from './matching.module.css';
import { measuredAt } from './quality';
import { Thresholds } from './Thresholds';
import { UploadLabels } from './UploadLabels';
import { useQualityWords } from './useQualityWords';

interface Props {
  settings: MatchingSettings;
}

/** How often suggestions are right and how many pairs they miss, by checked pairs. */
export function QualityPanel({ settings }: Props) {
  const { t } = useTranslation();
  const query = useQuery(matchingQualityQuery(useWorkspace()));
  return (
    <Panel title={t('matching.quality.title')}>
      <Loaded query={query} skeleton={<Skeleton height={140} />}>
        {(quality) => (
          <Stack gap="md">
            {quality.pairs === 0 ? (
              <Text>{t('matching.quality.none')}</Text>
            ) : (
              <Measured quality={quality} settings={settings} />
            )}
            <Upload replaces={quality.pairs} />
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}

function Measured({ quality, settings }: Props & { quality: MatchingQuality }) {
  const { t } = useTranslation();
  const said = useQualityWords();
  const { pairs, unknown, joinedAlready, run, at, thresholds } = quality;
  const measured = measuredAt(thresholds, settings.suggestFrom);
  return (
    <>
      {run === null || measured === null ? (
        <Text>{t('matching.quality.notYet')}</Text>
      ) : (
        <>
          <Text fw={600}>{said(measured)}</Text>
          <Thresholds thresholds={thresholds} settings={settings} />
        </>
      )}
      <Text fz="sm" c="dimmed">
        {t('matching.quality.by', { count: pairs })} {at && <Time at={at} clock="wall" />}
        {at && '. '}
        {unknown > 0 && `${t('matching.quality.unknown', { count: unknown })} `}
        {joinedAlready > 0 && t('matching.quality.joinedAlready', { count: joinedAlready })}
      </Text>
    </>
  );
}

function Upload({ replaces }: { replaces: number }) {
  const { t } = useTranslation();
  const may = useMay('replaceMatchingLabels');
  if (!may.allowed) {
    return (
      may.needs && (
        <Text fz="sm" c="dimmed">
          {t('matching.upload.needs', { role: t(`roles.${may.needs}`) })}
        </Text>
      )
    );
  }
  return replaces === 0 ? (
    <UploadLabels replaces={0} />
  ) : (
    <details className={classes.fold}>
      <summary>{t('matching.upload.replace')}</summary>
      <UploadLabels replaces={replaces} />
    </details>
  );
}
