import type { TraitStatement } from '@/api/generated/model';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import { FirstOf } from './identity/FirstOf';
import { OriginName } from './OriginName';
import classes from './OtherValues.module.css';
import { othersOf } from './others';
import { StatementTime } from './StatementTime';

interface Props {
  said: readonly TraitStatement[];
  /** Why values would be hidden. */
  masked: string;
}

/** The other values of a trait, or the parts of its value, folded below the value in force. */
export function OtherValues({ said, masked }: Props) {
  const { t } = useTranslation();
  const { said: others, parts, otherwise } = othersOf(said);
  if (others.length === 0) {
    return null;
  }
  return (
    <details className={classes.others}>
      <summary>
        {parts > 1
          ? t('profiles.others.parts', { count: parts })
          : otherwise === null
            ? t('profiles.others.hidden', { count: others.length })
            : otherwise === 0
              ? t('profiles.others.same', { count: others.length })
              : t('profiles.others.otherwise', { count: otherwise })}
      </summary>
      <ul>
        <FirstOf all={others}>
          {(statement) => (
            <>
              <strong>
                <Value value={statement.value} masked={masked} />
              </strong>{' '}
              <OriginName origin={statement.origin} />, <StatementTime statement={statement} />
            </>
          )}
        </FirstOf>
      </ul>
    </details>
  );
}
