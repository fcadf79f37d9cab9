import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { connectorsQuery } from '@/api/queries';
import { EventLink } from '@/components/events/EventLink';
import {
  useAudienceNames,
  useConnectionNames,
  useDestinationNames,
  useModelNames,
  useSourceNames,
  useSyncNames,
} from '@/components/objects/useNames';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { Value } from '@/components/text/Value';
import { KNOWN_TYPES } from '@/features/people/identifier';
import { UnreadPerson } from '@/features/people/UnreadPerson';
import { modeOf } from '@/features/syncs/modes';
import { type TFunction, useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './Changes.module.css';
import { spaced } from './fieldWords';

const ROLES = ['viewer', 'marketer', 'engineer', 'admin'] as const;
const CLASSES = ['harmless', 'personal', 'sensitive', 'unclassified'] as const;
const SOURCES = ['browser', 'server'] as const;

/** An id with a prefix for its kind. */
const ID = /^([a-z]{3})_[\w-]+$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

interface Id {
  id: string;
}

/** An object by its present name, and not by its id. */
function called(useNames: () => (id: string) => string): ComponentType<Id> {
  return function ObjectName({ id }: Id) {
    return useNames()(id);
  };
}

function ChangeEvent({ id }: Id) {
  const { t } = useTranslation();
  return (
    <EventLink id={id} inText>
      {t('administration.eventOfChange')}
    </EventLink>
  );
}

const OBJECTS: Readonly<Record<string, ComponentType<Id>>> = {
  aud: called(useAudienceNames),
  dst: called(useDestinationNames),
  syn: called(useSyncNames),
  mdl: called(useModelNames),
  src: called(useSourceNames),
  whs: called(useConnectionNames),
  prf: UnreadPerson,
  evt: ChangeEvent,
};

function ConnectorName({ id }: Id) {
  const connectors = useQuery(connectorsQuery(useWorkspace())).data;
  return connectors?.find((each) => each.id === id)?.name ?? id;
}

interface Props {
  /** The JSON pointer of the field. */
  field: string;
  /** Not null. */
  value: unknown;
}

/** A value of a changed field in the words of the forms: objects have their names. */
export function ChangedValue({ field, value }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const parts = field.split('/');
  const name = parts.at(-1) ?? '';
  if (Array.isArray(value) && value.length > 0 && value.every(isText)) {
    return formats.list(value.map((each) => wordsOf(name, parts.at(-2) ?? '', each, t) ?? each));
  }
  if (!isText(value)) {
    // A port and a version are names, without separators of thousands.
    return name === 'port' || name === 'restoredVersion' ? String(value) : <Value value={value} />;
  }
  const Known = OBJECTS[ID.exec(value)?.[1] ?? ''];
  if (Known !== undefined) {
    return <Known id={value} />;
  }
  if (name === 'connector') {
    return <ConnectorName id={value} />;
  }
  if (MOMENT.test(value)) {
    return <Time at={value} clock="wall" exact />;
  }
  return (
    wordsOf(name, parts.at(-2) ?? '', value, t) ??
    (value.includes('\n') ? <span className={classes.text}>{value}</span> : <Value value={value} />)
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** The words of the forms for a value that is a choice; null for other values. */
function wordsOf(name: string, parent: string, value: string, t: TFunction): string | null {
  const mode = modeOf(value);
  const role = ROLES.find((each) => each === value);
  const visibility = CLASSES.find((each) => each === value);
  const source = SOURCES.find((each) => each === value);
  const identifier = KNOWN_TYPES.find((each) => each === value);
  switch (name) {
    case 'role':
      return role ? t(`roles.${role}`) : null;
    case 'mode':
      return mode ? t(`syncs.modes.${mode}`) : null;
    case 'classification':
      return visibility ? t(`dictionary.classes.${visibility}`) : null;
    case 'kind':
      return source ? t(`sources.kinds.${source}`) : spaced(value);
    case 'state':
      return spaced(value);
    default:
      return identifier && (parent === 'identifiers' || name === 'type' || name === 'identifier')
        ? t(`identifiers.${identifier}`)
        : null;
  }
}
