import { Select } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { deliveryStates } from '@/components/states/DeliveryState';
import { useTranslation } from '@/texts/useTranslation';

/** The orders of the API, the default of this page first. */
const ORDERS = ['changed', 'created'] as const;

type Order = (typeof ORDERS)[number];

/** The only order of the API for the deliveries of one sync or destination. */
const ONLY: Order = 'created';

const isOrdered = (of: { destination?: string; sync?: string }) => !of.destination && !of.sync;

/** Which state of these deliveries the address asks for, and in which order. */
export function useStateAndOrder(of: { destination?: string; sync?: string }) {
  const { state, sort } = useSearch({ strict: false });
  const ordered = isOrdered(of);
  return {
    state: deliveryStates.find((each) => each === state),
    sort: ordered ? (ORDERS.find((each) => each === sort) ?? ORDERS[0]) : ONLY,
    ordered,
  };
}

export function StateAndOrder({ of }: { of: { destination?: string; sync?: string } }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { state, sort, ordered } = useStateAndOrder(of);
  const choose = (chosen: { state?: string; sort?: string }) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...chosen }), replace: true });
  return (
    <>
      <Select
        aria-label={t('deliveries.state')}
        placeholder={t('deliveries.anyState')}
        clearable
        value={state ?? null}
        onChange={(value) => choose({ state: value ?? undefined })}
        data={deliveryStates.map((value) => ({ value, label: t(`deliveries.states.${value}`) }))}
      />
      {ordered && (
        <Select
          aria-label={t('deliveries.order')}
          allowDeselect={false}
          value={sort}
          onChange={(value) =>
            choose({ sort: value === ORDERS[0] ? undefined : (value ?? undefined) })
          }
          data={ORDERS.map((value) => ({ value, label: t(`deliveries.orders.${value}`) }))}
        />
      )}
    </>
  );
}
