import { Stack, Text } from '@mantine/core';
import type { Asked, Explanation } from '@/api/identity';
import { TextLink } from '@/components/links';
import { useReasonWords } from '@/features/identity/useReasonWords';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { EdgeWords } from './EdgeWords';
import { LeftOutIdentifier } from './LeftOutIdentifier';
import classes from './WhyOne.module.css';
import { answerReason, unknownOf } from './words';

interface Props {
  asked: { a: Asked; b: Asked };
  answer: Explanation;
}

/** Why two identifiers are one person, step by step, or why they are not. */
export function Answer({ asked, answer }: Props) {
  const { t } = useTranslation();
  const { conflict: why } = useReasonWords();
  const workspace = useWorkspace();
  if (answer.samePerson) {
    return (
      <Stack gap="xs">
        <Text fw={600}>
          {t(
            answer.chain.length === 0 ? 'identity.why.answer.sameOne' : 'identity.why.answer.same',
          )}
        </Text>
        <ol className={classes.chain}>
          {answer.chain.map((edge) => (
            <li key={`${edge.cause} ${JSON.stringify([edge.left, edge.right])}`}>
              <EdgeWords edge={edge} />
            </li>
          ))}
        </ol>
        <PersonName id={answer.profile} />
      </Stack>
    );
  }
  const { a, b, conflicts = [], leftOut, reason } = answer;
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('identity.why.answer.notSame')}</Text>
      <Text>{t(answerReason(reason), { reason, value: unknownOf(asked, answer) })}</Text>
      {conflicts.map((conflict) => (
        <Text key={conflict.id}>{why(conflict)}</Text>
      ))}
      {leftOut && <LeftOutIdentifier aside={leftOut} />}
      {(a.profile || b.profile) && (
        <Text>
          {t('identity.why.answer.people')} {a.profile && <PersonName id={a.profile} />}
          {a.profile && b.profile && ` ${t('identity.why.and')} `}
          {b.profile && <PersonName id={b.profile} />}
        </Text>
      )}
      {conflicts.some(({ state }) => state === 'open') && (
        <TextLink to="/w/$workspace/identity" params={{ workspace }} search={{ tab: 'inbox' }}>
          {t('identity.why.answer.toConflicts')}
        </TextLink>
      )}
    </Stack>
  );
}
