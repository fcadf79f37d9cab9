import type { Manifest, ObjectType } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import classes from './ObjectPromise.module.css';
import { promiseFacts } from './promiseFacts';

interface Props {
  connector: Pick<Manifest, 'effectClass'>;
  object: ObjectType;
  /** Whether the destination is set never to repeat a request that may have arrived. */
  neverRepeats?: boolean;
}

/** What users can rely on if records go to this object. */
export function ObjectPromise({ connector, object, neverRepeats = false }: Props) {
  const { t } = useTranslation();
  const asked = { object, otherwise: connector.effectClass, neverRepeats };
  return (
    <dl className={classes.facts}>
      {promiseFacts(asked, t).map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
