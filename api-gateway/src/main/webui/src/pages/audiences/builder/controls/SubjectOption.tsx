import { Combobox } from '@mantine/core';
import { IconBolt, IconTag, IconTemplate, IconUsersGroup } from '@tabler/icons-react';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import type { Seen, Subject } from '../vocabulary/subject';
import { rawName } from '../vocabulary/subjects';
import { useSubjectWords } from '../vocabulary/useSubjectWords';
import classes from './controls.module.css';

const ICONS = { trait: IconTag, event: IconBolt, audience: IconUsersGroup, template: IconTemplate };

/** One thing to choose, with how many people it is about and when it was last seen. */
export function SubjectOption({ subject, value }: { subject: Subject; value: string }) {
  const { t } = useTranslation();
  const words = useSubjectWords();
  const Icon = ICONS[subject.kind];
  const name = words.name(subject);
  const raw = rawName(subject);
  const { people, last } = seenOf(subject);
  return (
    <Combobox.Option value={value}>
      <span className={classes.option}>
        <Icon size={16} aria-hidden />
        <span className={classes.optionName}>
          {name}
          {subject.kind === 'trait' && raw !== name && (
            <span className={`mono ${classes.optionRaw}`}>{raw}</span>
          )}
          {subject.kind === 'template' && (
            <span className={classes.optionAbout}>{words.about(subject)}</span>
          )}
        </span>
        <span className={classes.optionSeen}>
          {people !== null && t('builder.people', { count: people })}
          {last !== null && (
            <>
              {' · '}
              <Time at={last} clock="business" />
            </>
          )}
        </span>
      </span>
    </Combobox.Option>
  );
}

function seenOf(subject: Subject): Seen {
  switch (subject.kind) {
    case 'trait':
    case 'event':
      return subject.seen;
    case 'audience':
      return { people: subject.size, last: null };
    case 'template':
      return { people: null, last: null };
  }
}
