import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Sync, SyncFunnelDeliveries, SyncFunnelStep } from '@/api/generated/model';
import { funnelQuery } from '@/api/queries';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Loaded } from '../feedback/Loaded';
import { TextLink } from '../links';
import { Time } from '../text/Time';
import { useFormats } from '../text/useFormats';
import { usePeople } from '../text/usePeople';
import classes from './Funnel.module.css';
import { sharesOf, stopName } from './funnel';
import { useStepWords } from './useStepWords';

interface Props {
  /** Of an audience, or of everyone. */
  sync: Sync;
  /** Links leave this page alone, because something on it is not saved. */
  apart?: boolean;
}

/** How far the people of a sync come on their way to its destination, and where the others stop. */
export function Funnel({ sync, apart = false }: Props) {
  const { t } = useTranslation();
  const query = useQuery(funnelQuery(useWorkspace(), sync.id));
  const words = useStepWords(sync);
  return (
    <Loaded query={query} skeleton={<Skeleton height={210} />}>
      {(funnel) => {
        const shares = sharesOf(funnel);
        return (
          <>
            <ol className={classes.steps} aria-label={words.whole}>
              {funnel.steps.map((step, index) => (
                <Step
                  key={step.step}
                  step={step}
                  name={words.step(step)}
                  share={shares[index] ?? 0}
                  sync={sync}
                  apart={apart}
                />
              ))}
            </ol>
            <Text size="sm" c="dimmed">
              {!funnel.complete && `${t('funnel.first', { count: funnel.steps[0]?.count ?? 0 })} `}
              {t('audiences.decidedAsOf')} <Time at={funnel.asOf} clock="wall" />
              {funnel.steps[0]?.approximate && ` · ${t('funnel.rounded')}`}
            </Text>
          </>
        );
      }}
    </Loaded>
  );
}

interface StepProps extends Required<Props> {
  step: SyncFunnelStep;
  name: string;
  share: number;
}

function Step({ step, name, share, sync, apart }: StepProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { number } = usePeople();
  const workspace = useWorkspace();
  const target = apart ? '_blank' : undefined;
  const { from } = sync;
  const label = t('funnel.showStep', { count: step.count, step: name });
  const whole =
    step.step === 'people' && from.kind === 'audience' ? (
      <TextLink
        to="/w/$workspace/audiences/$audience"
        params={{ workspace, audience: from.audience }}
        search={{ tab: 'people' }}
        target={target}
        aria-label={label}
      >
        {number(step.count, step.approximate)}
      </TextLink>
    ) : (
      <Listed of={step.deliveries} target={target} label={label}>
        {number(step.count, step.approximate)}
      </Listed>
    );
  return (
    <li>
      <div className={classes.head}>
        <span>{name}</span>
        <strong>{whole}</strong>
      </div>
      <svg className={classes.bar} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden>
        <title>{formats.percent(share)}</title>
        <rect className={classes.share} width={share * 100} height="6" />
      </svg>
      {step.received !== undefined && (
        <Text size="sm" c="dimmed">
          <Listed of={step.receivedDeliveries} target={target}>
            {t(step.received === step.count ? 'funnel.allReceived' : 'funnel.received', {
              count: step.received,
            })}
          </Listed>
        </Text>
      )}
      {step.stops.length > 0 && (
        <ul className={classes.stops}>
          {step.stops.map(({ code, purpose, count, deliveries }) => (
            <li key={`${code} ${purpose ?? ''}`}>
              <Listed of={deliveries} target={target}>
                {t(stopName({ code }), { count, code, purpose })}
              </Listed>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

interface ListedProps {
  of: SyncFunnelDeliveries | undefined;
  target: '_blank' | undefined;
  label?: string;
  children: ReactNode;
}

/** Leads to the deliveries that it is about, where there are any. */
function Listed({ of, target, label, children }: ListedProps) {
  const workspace = useWorkspace();
  return of === undefined ? (
    children
  ) : (
    <TextLink
      to="/w/$workspace/deliveries"
      params={{ workspace }}
      search={{ sync: of.sync, state: of.state }}
      target={target}
      aria-label={label}
    >
      {children}
    </TextLink>
  );
}
