import { Button, Checkbox, Text } from '@mantine/core';
import type { IdentifierEvidence } from '@/api/generated/model';
import { type Asked, asked, type Leaving } from '@/api/identity';
import { NamedWords } from '@/features/people/NamedWords';
import { useTranslation } from '@/texts/useTranslation';
import { FirstOf } from './FirstOf';
import classes from './Identifiers.module.css';
import { SeenWith } from './SeenWith';
import { joinedIdentifiers } from './sightings';

interface Props {
  identifier: IdentifierEvidence;
  chosen: boolean;
  onChoose: (identifier: Asked, on: boolean) => void;
  onLeave: ((leaving: Leaving) => void) | undefined;
}

/** An identifier, what it was seen with, and that it may belong to another person. */
export function IdentifierItem({ identifier, chosen, onChoose, onLeave }: Props) {
  const { t } = useTranslation();
  const named = onLeave ? asked(identifier) : null;
  return (
    <>
      <div className={classes.line}>
        {named ? (
          <Checkbox
            checked={chosen}
            label={<NamedWords named={identifier} />}
            onChange={({ currentTarget }) => onChoose(named, currentTarget.checked)}
          />
        ) : (
          <span>
            <NamedWords named={identifier} />
          </span>
        )}
        {named && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t('unmerge.separateOf', { value: named.value })}
            onClick={() => onLeave?.({ identifiers: [named] })}
          >
            {t('unmerge.separate')}
          </Button>
        )}
      </div>
      {identifier.evidence.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('profiles.alone')}
        </Text>
      ) : (
        <ul className={classes.evidence}>
          <FirstOf all={joinedIdentifiers(identifier.evidence)}>
            {(together) => (
              <SeenWith identifier={identifier} together={together} onLeave={onLeave} />
            )}
          </FirstOf>
        </ul>
      )}
    </>
  );
}
