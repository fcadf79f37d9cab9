import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { Explanation } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import { ConsentReason } from './ConsentReason';
import classes from './MembershipReasonDrawer.module.css';

/** One condition: whether it holds, and what that rests on. */
export function Reason({ reason, profile }: { reason: Explanation; profile: string }) {
  const { t } = useTranslation();
  const Icon = reason.holds ? IconCircleCheck : IconCircleX;
  const newest = reason.newest?.[0];
  return (
    <li>
      <div className={classes.reason} data-holds={reason.holds}>
        <Icon
          size={17}
          className={classes.icon}
          aria-label={t(reason.holds ? 'audiences.holds' : 'audiences.holdsNot')}
        />
        <div>
          {reason.words}
          <div className={classes.because}>
            {'value' in reason && <Value value={reason.value} />}
            {reason.count !== undefined && t('audiences.times', { count: reason.count })}
            {newest && (
              <>
                {' · '}
                {t('audiences.newest')} <Time at={newest.at} clock="business" inSentence />
              </>
            )}
            {reason.consent && <ConsentReason profile={profile} consent={reason.consent} />}
            {reason.in !== undefined &&
              t(reason.in ? 'audiences.memberOf' : 'audiences.notMemberOf')}
          </div>
        </div>
      </div>
      {reason.nodes.length > 0 && (
        <ul className={classes.reasons}>
          {reason.nodes.map((node) => (
            <Reason key={node.pointer} reason={node} profile={profile} />
          ))}
        </ul>
      )}
    </li>
  );
}
