import { useQuery } from '@tanstack/react-query';
import type { AdministrationChange, AdministrationEntry } from '@/api/generated/model';
import { connectorsQuery, destinationsQuery, syncsQuery } from '@/api/queries';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { ChangedValue } from './ChangedValue';
import classes from './Changes.module.css';
import { fieldWords } from './fieldWords';

type Of = Pick<AdministrationEntry, 'objectKind' | 'object'>;

interface Props {
  /** The object that was changed; null if there is none. */
  of: Of | null;
  changes: readonly AdministrationChange[];
  /** Of the client; null where it is not known. */
  address: string | null;
}

/**
 * Field by field, what was there and what is there now, and where the request came from. It opens
 * on demand.
 */
export function Changes({ of, changes, address }: Props) {
  const { t } = useTranslation();
  const { wordsOf, labelOf } = useFieldWords(of, changes);
  if (changes.length === 0 && address === null) {
    return '–';
  }
  return (
    <details className={classes.changes}>
      <summary>
        {changes.length === 0
          ? t('administration.details')
          : t('administration.fields', { count: changes.length })}
      </summary>
      <dl>
        {address !== null && (
          <div>
            <dt>{t('administration.from')}</dt>
            <dd className="mono">{address}</dd>
          </div>
        )}
        {changes.map((change) => (
          <div key={change.field}>
            <dt>{wordsOf(change.field)}</dt>
            <dd>
              <Difference change={change} labelOf={labelOf} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

const QUIET = { refetchInterval: false, staleTime: 30_000 } as const;

/** The fields of an entry in words; those of connectors by the labels of the connector. */
function useFieldWords(of: Of | null, changes: readonly AdministrationChange[]) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const isSync = of?.objectKind === 'sync';
  const isOfConnector =
    (isSync || of?.objectKind === 'destination') &&
    changes.some(({ field }) => /^\/((settings|secrets|mapping|match)\/|object$)/.test(field));
  const connectors = useQuery({ ...connectorsQuery(workspace), enabled: isOfConnector }).data;
  const destinations = useQuery({
    ...destinationsQuery(workspace),
    ...QUIET,
    enabled: isOfConnector,
  }).data?.data;
  const syncs = useQuery({ ...syncsQuery(workspace), ...QUIET, enabled: isOfConnector && isSync })
    .data?.data;
  const given = (field: string): unknown => {
    const change = changes.find((each) => each.field === field);
    return change?.after ?? change?.before;
  };
  const sync = syncs?.find(({ id, key }) => id === of?.object || key === of?.object);
  const receiver = isSync ? (given('/destination') ?? sync?.destination) : of?.object;
  const destination = destinations?.find(({ id, key }) => id === receiver || key === receiver);
  const connector = connectors?.find(
    ({ id }) =>
      id === (isSync ? destination?.connector : (given('/connector') ?? destination?.connector)),
  );
  const object = connector?.objects.find(({ name }) => name === (given('/object') ?? sync?.object));
  const settings = isSync
    ? (connector?.objects.flatMap((each) => each.settings) ?? [])
    : (connector?.settings ?? []);
  const fieldOf = (name: string) =>
    object?.fields.find((each) => each.name === name)?.label ?? name;
  return {
    wordsOf: (field: string) =>
      fieldWords(field, changes, {
        t,
        setting: (name) => settings.find((each) => each.name === name)?.label,
        fieldOf,
      }),
    /** The label of a field or an object of the connector; undefined for other values. */
    labelOf: (field: string, value: string): string | undefined => {
      if (isSync && field === '/object') {
        return connector?.objects.find(({ name }) => name === value)?.label;
      }
      return isSync && field.endsWith('/field') ? fieldOf(value) : undefined;
    },
  };
}

type LabelOf = ReturnType<typeof useFieldWords>['labelOf'];

function Difference({ change, labelOf }: { change: AdministrationChange; labelOf: LabelOf }) {
  const { t } = useTranslation();
  if (change.secret) {
    return t('administration.secret');
  }
  return (
    <>
      <Side
        label={t('administration.before')}
        field={change.field}
        value={change.before}
        labelOf={labelOf}
      />
      <Side
        label={t('administration.after')}
        field={change.field}
        value={change.after}
        labelOf={labelOf}
      />
    </>
  );
}

interface SideProps {
  label: string;
  field: string;
  value: unknown;
  labelOf: LabelOf;
}

function Side({ label, field, value, labelOf }: SideProps) {
  const { t } = useTranslation();
  return (
    <span className={classes.side}>
      <span className={classes.label}>{label}</span>{' '}
      {value === null || value === undefined
        ? t('administration.nothing')
        : (typeof value === 'string' && labelOf(field, value)) || (
            <ChangedValue field={field} value={value} />
          )}
    </span>
  );
}
