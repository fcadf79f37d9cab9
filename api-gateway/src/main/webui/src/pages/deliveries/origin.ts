import type { Delivery, Sync } from '@/api/generated/model';

/** The trait that holds what the destination refused, where its field is filled from one. */
export function refusedTrait(delivery: Delivery, sync: Sync | undefined): string | undefined {
  const field = delivery.cause?.field;
  if (delivery.state !== 'rejected' || sync === undefined || field === undefined) {
    return undefined;
  }
  const mapped = [...(sync.match ? [sync.match] : []), ...sync.mapping];
  const from = mapped.find((each) => each.field === field)?.from;
  return from?.kind === 'trait' ? from.name : undefined;
}
