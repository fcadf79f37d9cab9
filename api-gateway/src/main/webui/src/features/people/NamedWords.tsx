import type { Identifier } from '@/api/generated/model';
import { Value } from '@/components/text/Value';
import { TypeName } from './TypeName';

/** An identifier within a sentence. */
export function NamedWords({ named: { type, value } }: { named: Identifier }) {
  return (
    <>
      <TypeName type={type} />{' '}
      <strong className="mono">
        <Value value={value} />
      </strong>
    </>
  );
}
