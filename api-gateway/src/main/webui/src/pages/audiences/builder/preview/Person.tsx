import { UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { PreviewedPerson } from '@/api/generated/model';
import whyClasses from '@/features/audiences/MembershipReasonDrawer.module.css';
import { Reason } from '@/features/audiences/Reason';
import { PersonName } from '@/features/people/PersonName';
import { usePersonWords } from '@/features/people/usePersonWords';
import { useTranslation } from '@/texts/useTranslation';
import { BriefReason, type NameOf } from './BriefReason';
import classes from './preview.module.css';

interface Props {
  person: PreviewedPerson;
  nameOf: NameOf;
}

/** A person of the preview: a short reason, and on demand the reason condition by condition. */
export function Person({ person: { profile, person, why }, nameOf }: Props) {
  const { t } = useTranslation();
  const words = usePersonWords();
  const [opened, setOpened] = useState(false);
  const id = useId();
  return (
    <li>
      <div className={classes.person}>
        <PersonName id={profile} person={person} beside />
        <UnstyledButton
          className={classes.why}
          aria-expanded={opened}
          aria-controls={id}
          aria-label={t('audiences.whyPerson', { person: words(profile, person) })}
          onClick={() => setOpened(!opened)}
        >
          {t('audiences.why')} <IconChevronDown size={13} aria-hidden />
        </UnstyledButton>
      </div>
      {!opened && <BriefReason why={why} nameOf={nameOf} />}
      <div id={id}>
        {opened && (
          <ul className={`${whyClasses.reasons} ${classes.reasons}`}>
            <Reason reason={why} profile={profile} />
          </ul>
        )}
      </div>
    </li>
  );
}
