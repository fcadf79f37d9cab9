import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { connectionsQuery, modelsQuery } from '@/api/dataQueries';
import {
  audiencesQuery,
  connectorsQuery,
  destinationsQuery,
  sourcesQuery,
  syncsQuery,
} from '@/api/queries';
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
import { type IdKind, idKindOf } from './idFields';

const ROLES = ['viewer', 'marketer', 'engineer', 'admin'] as const;
const CLASSES = ['harmless', 'personal', 'sensitive', 'unclassified'] as const;
const SOURCES = ['browser', 'server'] as const;

/** How much of an id tells objects apart; the end is random. */
const SHORT = 8;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

interface Id {
  id: string;
}

interface ObjectWithName {
  id: string;
  name: string;
}

/**
 * An object by its present name. An object without a name now, or with the name of another one, has
 * the end of its id beside the name. The whole id is the title.
 */
function called(
  useNames: () => (id: string) => string,
  useObjects: () => readonly ObjectWithName[] | undefined,
): ComponentType<Id> {
  return function ObjectName({ id }: Id) {
    const name = useNames()(id);
    const objects = useObjects() ?? [];
    const isAlone =
      objects.some((each) => each.id === id) &&
      objects.every((each) => each.id === id || each.name !== name);
    return (
      <span title={id}>
        {name}
        {!isAlone && (
          <>
            {' '}
            <span className="mono">{shortened(id)}</span>
          </>
        )}
      </span>
    );
  };
}

function shortened(id: string): string {
  return id.length > 2 * SHORT ? `…${id.slice(-SHORT)}` : id;
}

const QUIET = { refetchInterval: false, staleTime: 30_000 } as const;

function ChangeEvent({ id }: Id) {
  const { t } = useTranslation();
  return (
    <EventLink id={id} inText>
      {t('administration.eventOfChange')}
    </EventLink>
  );
}

const OBJECTS: Readonly<Record<IdKind, ComponentType<Id>>> = {
  audience: called(
    useAudienceNames,
    () => useQuery({ ...audiencesQuery(useWorkspace()), ...QUIET }).data?.data,
  ),
  destination: called(
    useDestinationNames,
    () => useQuery({ ...destinationsQuery(useWorkspace()), ...QUIET }).data?.data,
  ),
  sync: called(
    useSyncNames,
    () => useQuery({ ...syncsQuery(useWorkspace()), ...QUIET }).data?.data,
  ),
  model: called(
    useModelNames,
    () => useQuery({ ...modelsQuery(useWorkspace()), ...QUIET }).data?.data,
  ),
  source: called(
    useSourceNames,
    () => useQuery({ ...sourcesQuery(useWorkspace()), ...QUIET }).data?.data,
  ),
  warehouse: called(
    useConnectionNames,
    () => useQuery({ ...connectionsQuery(useWorkspace()), ...QUIET }).data?.data,
  ),
  profile: UnreadPerson,
  event: ChangeEvent,
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
  const kind = idKindOf(field, value);
  if (kind !== null) {
    const ObjectName = OBJECTS[kind];
    return <ObjectName id={value} />;
  }
  if (field === '/connector') {
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
