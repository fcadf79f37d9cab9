import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TraitFlaw, TraitQualityDetails } from '@/api/generated/model';
import { Loaded } from '@/components/feedback/Loaded';
import { Facts } from '@/components/page/Facts';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { qualityQuery } from '../queries';
import { Distinct } from './Distinct';
import { FilledShare } from './FilledShare';
import { LookedAt } from './LookedAt';
import classes from './QualityPanel.module.css';
import { isRounded, sampled, tooFew, validPart, wrongFirst } from './quality';
import { useFilled } from './useFilled';

/** How good the values of one trait are, with examples of what is wrong. */
export function QualityPanel({ trait }: { trait: string }) {
  const { t } = useTranslation();
  const query = useQuery(qualityQuery(useWorkspace(), trait));
  return (
    <Panel title={t('quality.title')}>
      <Loaded query={query} skeleton={<Skeleton height={160} />}>
        {(details) =>
          details.quality.filled === 0 ? (
            <Text c="dimmed">
              {t(tooFew(details.quality) ? 'quality.fewHaveIt' : 'quality.notSeen')}
            </Text>
          ) : (
            <QualityDetails details={details} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function QualityDetails({ details }: { details: TraitQualityDetails }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { quality, lookedAt } = details;
  const filled = useFilled(lookedAt);
  const flaws = wrongFirst(quality);
  return (
    <Stack gap="sm">
      <Facts
        facts={[
          { label: t('quality.valid'), value: formats.share(validPart(quality)) },
          { label: t('quality.filled'), value: <FilledShare part={filled(quality)} /> },
          {
            label: t('quality.distinct'),
            value: <Distinct count={quality.distinct} estimated={sampled(details)} />,
          },
          { label: t('quality.meaning'), value: t(`quality.meanings.${quality.meaning}`) },
          {
            label: t('quality.types'),
            value: quality.types
              .map(
                ({ type, people }) =>
                  `${t(`dictionary.types.${type}`)} ${formats.share({ count: people, of: quality.filled, rounded: isRounded(quality) })}`,
              )
              .join(' · '),
          },
        ]}
      />
      {flaws.length === 0 ? (
        <Text>{t('quality.nothingWrong')}</Text>
      ) : (
        <ul className={classes.flaws}>
          {flaws.map((flaw) => (
            <Flaw key={flaw.flaw} flaw={flaw} />
          ))}
        </ul>
      )}
      <LookedAt of={details} />
    </Stack>
  );
}

function Flaw({ flaw: { flaw, wrong, people, examples } }: { flaw: TraitFlaw }) {
  const { t } = useTranslation();
  return (
    <li>
      <strong>{t(`quality.flaw.${flaw}`)}</strong>
      {' · '}
      {t('quality.people', { count: people })}
      {!wrong && ` · ${t('quality.note')}`}
      <ul className={classes.examples} aria-label={t('quality.example')}>
        {examples?.map(({ value, suggestion }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: masked examples look alike, and none moves
          <li key={index}>
            <span className="mono">
              <Value value={value} />
            </span>
            {typeof suggestion === 'string' && <> · {t('quality.meant', { domain: suggestion })}</>}
          </li>
        ))}
      </ul>
    </li>
  );
}
