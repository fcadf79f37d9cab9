import { AskDestination } from '@/features/deliveries/AskDestination';
import { DeliveriesTable } from '@/features/deliveries/DeliveriesTable';

/** The deliveries of a person, and why the person is at a destination, or is not. */
export function LogTab({ profile }: { profile: string }) {
  return (
    <>
      <AskDestination profile={profile} />
      <DeliveriesTable of={{ profile }} />
    </>
  );
}
