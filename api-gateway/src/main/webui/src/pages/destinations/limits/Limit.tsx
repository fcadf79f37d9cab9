import { Text, VisuallyHidden } from '@mantine/core';
import { useId } from 'react';
import type { AccountLimit, BudgetUse, Manifest, ReportedUse } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Limits.module.css';
import { beginWords, limitWords, type Shares, sharesOf } from './limitWords';
import { Users } from './Users';

interface Props {
  budget: BudgetUse;
  connector: Manifest | undefined;
}

/** One limit: how much of it is used, in a bar and in words, and by whom. */
export function Limit({ budget, connector }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const { limit, current, certainty } = budget;
  const shares = sharesOf(budget);
  const usage = useUsage(budget, shares);
  return (
    <div className={classes.limit}>
      <h3 className={classes.name} id={id}>
        {limitWords(limit, t)}
        <Scope limit={limit} connector={connector} />
      </h3>
      {shares && <Bar shares={shares} named={id} words={usage} />}
      <Text>
        {usage} {limit.keptForOthers > 0 && !current.others && <Kept limit={limit} />}
        {current.others && (
          <>
            {t('limits.reported')} <Time at={current.others.at} clock="wall" inSentence />.{' '}
          </>
        )}
        {limit.window?.per === 'day' &&
          current.beginsAgain &&
          t('limits.beginsAgain', { time: beginWords(current.beginsAgain, limit.window) })}
      </Text>
      {current.reported && <Reported reported={current.reported} />}
      {certainty === 'unknown' && <Text c="dimmed">{t('limits.unknownDetail')}</Text>}
      {current.heldUntil && (
        <Text className={classes.held}>
          {t(limit.unit.startsWith('job') ? 'limits.heldJobs' : 'limits.held')}{' '}
          <Time at={current.heldUntil} clock="wall" exact />.
        </Text>
      )}
      <Users budget={budget} />
    </div>
  );
}

/** How much all programs use, and how old this number is. */
function Reported({ reported: { used, amount, at } }: { reported: ReportedUse }) {
  const { t } = useTranslation();
  return (
    <Text>
      {amount === null
        ? t('limits.reportedUse', { used })
        : t('limits.reportedUseOf', { used, amount })}{' '}
      <Time at={at} clock="wall" inSentence />.
    </Text>
  );
}

function Kept({ limit }: { limit: AccountLimit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const share = formats.percent(limit.keptForOthers / limit.amount);
  return <>{t('limits.kept', { share })} </>;
}

/** Only a part of the requests has the limit. */
function Scope({
  limit: { scope, name },
  connector,
}: { limit: AccountLimit } & Pick<Props, 'connector'>) {
  const { t } = useTranslation();
  if (scope === 'endpoint' && name) {
    return (
      <>
        {' '}
        <span className={classes.scope}>
          {t('limits.ofEndpoint')} <code>{name}</code>
        </span>
      </>
    );
  }
  if (scope === 'object' && name) {
    const label = connector?.objects.find((object) => object.name === name)?.label ?? name;
    return (
      <>
        {' '}
        <span className={classes.scope}>{t('limits.ofObject', { name: label })}</span>
      </>
    );
  }
  return null;
}

/** The use in a sentence. */
function useUsage({ certainty, current, limit }: BudgetUse, shares: Shares | null) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (certainty === 'per-record') {
    return t('limits.perRecord');
  }
  if (shares === null || current.used === null) {
    return t(current.rounded ? 'limits.concealed' : 'limits.unknown');
  }
  if (limit.unit === 'open-jobs') {
    return t('limits.openJobs', { count: current.used });
  }
  if (limit.unit === 'connections') {
    return t('limits.open', { count: current.used });
  }
  const rounded = current.rounded ?? null;
  const bound = rounded?.fewerThan ?? null;
  const part = (count: number, isRounded: boolean) =>
    formats.share({
      count,
      of: limit.amount,
      rounded: isRounded,
      estimated: certainty === 'estimated',
    });
  const others = current.others && part(current.others.used, false);
  if (bound !== null) {
    const share = formats.percent(Math.min(1, bound / limit.amount));
    return others === null
      ? t('limits.usedByUsBelow', { share })
      : t('limits.usedByAllBelow', { share, others });
  }
  const ours = part(current.used, rounded !== null);
  const reserves = certainty === 'counted' && rounded === null;
  return current.others
    ? t(reserves ? 'limits.reservedByAll' : 'limits.usedByAll', {
        all: part(Math.min(limit.amount, current.used + current.others.used), rounded !== null),
        ours,
        others,
      })
    : t(reserves ? 'limits.reservedByUs' : 'limits.usedByUs', { ours });
}

function Bar({ shares, named, words }: { shares: Shares; named: string; words: string }) {
  const percent = (share: number) => `${100 * share}%`;
  return (
    <>
      <VisuallyHidden>
        <meter
          aria-labelledby={named}
          aria-valuetext={words}
          min={0}
          max={100}
          value={Math.round(100 * (shares.ours + shares.others))}
        />
      </VisuallyHidden>
      <div className={classes.bar} aria-hidden="true">
        <span className={classes.ours} style={{ width: percent(shares.ours) }} />
        <span className={classes.others} style={{ width: percent(shares.others) }} />
        <span className={classes.free} />
        <span className={classes.kept} style={{ width: percent(shares.kept) }} />
      </div>
    </>
  );
}
