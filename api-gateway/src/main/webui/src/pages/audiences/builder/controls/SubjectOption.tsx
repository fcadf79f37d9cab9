import { Combobox } from '@mantine/core';
import {
  IconBolt,
  IconChartBar,
  IconChecks,
  IconFilter,
  IconTag,
  IconTags,
  IconTemplate,
  IconUsersGroup,
} from '@tabler/icons-react';
import { roundedNumber } from '@/components/text/roundedNumber';
import { Time } from '@/components/text/Time';
import { usePeople } from '@/components/text/usePeople';
import { useTranslation } from '@/texts/useTranslation';
import { synonymFor } from '../vocabulary/search';
import type { Seen, Subject } from '../vocabulary/subject';
import { rawName } from '../vocabulary/subjects';
import { useSubjectWords } from '../vocabulary/useSubjectWords';
import classes from './controls.module.css';
import { EventCount } from './EventCount';

const ICONS = {
  trait: IconTag,
  event: IconBolt,
  property: IconFilter,
  value: IconTags,
  propertyValue: IconTags,
  top: IconChartBar,
  consent: IconChecks,
  audience: IconUsersGroup,
  template: IconTemplate,
};

interface Props {
  subject: Subject;
  value: string;
  /** What was searched for. */
  typed: string;
  /** Names the kind, where no heading does. */
  withKind?: boolean;
}

/** One thing to choose, with how many people it is about and when it was last seen. */
export function SubjectOption({ subject, value, typed, withKind = false }: Props) {
  const { t } = useTranslation();
  const words = useSubjectWords();
  const numbers = usePeople();
  const Icon = ICONS[subject.kind];
  const name = words.name(subject);
  const raw = rawName(subject);
  const { people, approximate, last } = seenOf(subject);
  const counted =
    people === null ? null : numbers.people(people, approximate ? roundedNumber(people) : null);
  const synonym = synonymFor(subject, typed, words);
  const about = words.about(subject);
  return (
    <Combobox.Option value={value}>
      <span className={classes.option}>
        <Icon size={16} aria-hidden />
        <span className={classes.optionName}>
          {withKind
            ? t(`builder.unseenAs.${subject.kind === 'event' ? 'event' : 'trait'}`, { name: raw })
            : name}
          {!withKind &&
            (subject.kind === 'trait' || subject.kind === 'property') &&
            raw !== name && <span className={`mono ${classes.optionRaw}`}>{raw}</span>}
          {synonym !== null && (
            <span className={classes.optionAbout}>
              {t('builder.alsoCalled', { name: synonym })}
            </span>
          )}
          {about !== '' && <span className={classes.optionAbout}>{about}</span>}
        </span>
        <span className={classes.optionSeen}>
          {counted !== null &&
            (subject.kind === 'trait' ? t('builder.knownFor', { people: counted }) : counted)}
          {subject.kind === 'template' && t('builder.template')}
          {subject.kind === 'property' && <EventCount {...subject} />}
          {subject.kind === 'propertyValue' && <EventCount events={subject.events} />}
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
      return { people: subject.size, approximate: subject.approximate, last: null };
    case 'value':
      return { people: subject.people, last: null };
    case 'property':
    case 'propertyValue':
    case 'top':
    case 'consent':
    case 'template':
      return { people: null, last: null };
  }
}
