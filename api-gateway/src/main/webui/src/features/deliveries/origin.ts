import type { Delivery, Sync } from '@/api/generated/model';
import { type CorrectableType, correctableType } from '@/features/corrections/correctable';

type From = Sync['mapping'][number]['from'];

/** Where the value of the field comes from that the destination refused. */
function refusedSource(delivery: Delivery, sync: Sync | undefined): From | undefined {
  const field = delivery.cause?.field;
  if (delivery.state !== 'rejected' || sync === undefined || field === undefined) {
    return undefined;
  }
  const mapped = [...(sync.match ? [sync.match] : []), ...sync.mapping];
  return mapped.find((each) => each.field === field)?.from;
}

/** The trait that holds what the destination refused, where its field is filled from one. */
export function refusedTrait(delivery: Delivery, sync: Sync | undefined): string | undefined {
  const from = refusedSource(delivery, sync);
  return from?.kind === 'trait' ? from.name : undefined;
}

/** The type of the identifier that the destination refused, if users can correct this type. */
export function refusedIdentifier(
  delivery: Delivery,
  sync: Sync | undefined,
): CorrectableType | undefined {
  const from = refusedSource(delivery, sync);
  return from?.kind === 'identifier' ? correctableType(from.type) : undefined;
}

/** The type of the identifier that the destination refused, if only its source can change it. */
export function identifierOfSource(delivery: Delivery, sync: Sync | undefined): string | undefined {
  const from = refusedSource(delivery, sync);
  return from?.kind === 'identifier' && refusedIdentifier(delivery, sync) === undefined
    ? from.type
    : undefined;
}
