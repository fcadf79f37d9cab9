import { Alert, Text } from '@mantine/core';
import type { ObjectType, PlannedLeftOut, SyncPlan } from '@/api/generated/model';
import { Facts } from '@/components/page/Facts';
import { Lasting } from '@/components/runs/Lasting';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import classes from './NewSyncCounts.module.css';
import type { SyncDraft } from './syncDraft';

const REASONS = [
  'undecided',
  'no-identifier',
  'shared',
  'consent',
  'invalid',
  'required',
  'rejected',
  'dead',
  'uncertain',
  'held-back',
  'not-renderable',
  'unreadable',
] as const;

interface Props {
  plan: SyncPlan;
  kind: SyncDraft['kind'];
  mode: SyncDraft['mode'];
  /** The name of the destination. */
  to: string;
  /** What a record is at the destination, with the labels of its fields; undefined while it is not known. */
  object: ObjectType | undefined;
  /** Whether the people are not counted again before the start, because that takes too long. */
  inBackground: boolean;
}

/** The numbers of a plan, in sentences and in a list. */
export function PlanFacts({ plan, kind, mode, to, object, inBackground }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { records, memberships, leftOut, requests, shortestSeconds, billing } = plan;
  if (kind === 'events') {
    return <Text>{t('plan.noRecords')}</Text>;
  }
  const number = (count: number) =>
    plan.approximate && count > 0
      ? t('approximate.aboutShort', { number: formats.number(count) })
      : formats.number(count);
  return (
    <>
      {!plan.complete && (
        <Alert mb="sm" color="yellow">
          {t('plan.incomplete', { count: plan.people })}
        </Alert>
      )}
      {!plan.approximate && plan.complete && (
        <Text mb="sm">
          {t('plan.sentence', { ...records, name: to })}
          {memberships &&
            ` ${t('plan.sentenceOfList', { added: memberships.created, left: memberships.removed })}`}
        </Text>
      )}
      {plan.approximate && memberships && (
        <Text mb="sm">
          {t('plan.listAbout', {
            added: formats.number(memberships.created),
            left: formats.number(memberships.removed),
          })}
        </Text>
      )}
      <Facts
        facts={[
          { label: t(kind === 'model' ? 'plan.rows' : 'plan.people'), value: number(plan.people) },
          { label: t('plan.created'), value: number(records.created) },
          { label: t('plan.updated'), value: number(records.updated) },
          { label: t('plan.removed'), value: number(records.removed) },
          { label: t('plan.unchanged'), value: number(records.unchanged) },
          ...(records.underway > 0
            ? [{ label: t('plan.underway'), value: number(records.underway) }]
            : []),
          {
            label: t('plan.leftOut'),
            value:
              leftOut.length === 0 ? (
                number(0)
              ) : (
                <ul className={classes.reasons}>
                  {leftOut.map((each) => (
                    <li key={`${each.code} ${each.purpose ?? ''} ${each.field ?? ''}`}>
                      {t(reason(each), {
                        ...each,
                        purpose: each.purpose ?? '',
                        field:
                          object?.fields.find(({ name }) => name === each.field)?.label ??
                          each.field ??
                          '',
                      })}
                    </li>
                  ))}
                </ul>
              ),
          },
          ...(requests === null
            ? []
            : [
                {
                  label: t('plan.requests'),
                  value: t('plan.requestsValue', { number: formats.number(requests) }),
                },
              ]),
          ...(shortestSeconds === null
            ? []
            : [
                {
                  label: t('plan.time'),
                  value: (
                    <>
                      {t('funnel.newSync.atLeast')}{' '}
                      <Lasting milliseconds={shortestSeconds * 1000} />
                    </>
                  ),
                },
              ]),
          ...(billing === null || billing.atMost === null
            ? []
            : [
                {
                  label: t('plan.billing.label'),
                  value: t(`plan.billing.${billing.counts}`, { count: billing.atMost }),
                },
              ]),
        ]}
      />
      <Text mt="xs" fz="sm" c="dimmed">
        {billing && `${billing.words}. `}
        {t(`plan.explained.${mode}`, { name: to })} {t('plan.counted')}{' '}
        <Time at={plan.asOf} clock="wall" inSentence />.
      </Text>
      <Text fz="sm" c="dimmed">
        {plan.plan === null
          ? plan.approximate && t('plan.unchecked')
          : t(inBackground ? 'plan.checkedInBackground' : 'plan.checked', {
              time: formats.hour(Date.parse(plan.validUntil ?? plan.asOf)),
            })}
      </Text>
    </>
  );
}

function reason({ code }: PlannedLeftOut) {
  return `plan.reasons.${REASONS.find((known) => known === code) ?? 'other'}` as const;
}
