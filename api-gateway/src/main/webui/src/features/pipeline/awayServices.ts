import type { Alert } from '@/api/generated/model';

/** The services that are no stage, by the names of alerts, with the names that an operator uses. */
const COMPONENTS = {
  collector: 'event-collector',
  warehouse: 'warehouse-ingestion',
  gateway: 'api-gateway',
} as const;

export interface AwayService {
  name: keyof typeof COMPONENTS;
  component: string;
  /** When the service answered last. */
  since: string | null;
}

/** The services without an answer that are no stage: a stage says itself whether it is reachable. */
export function awayServices(alerts: readonly Alert[]): AwayService[] {
  return alerts.flatMap(({ kind, object, since }) =>
    kind === 'service-away' && isName(object)
      ? [{ name: object, component: COMPONENTS[object], since }]
      : [],
  );
}

function isName(object: string): object is AwayService['name'] {
  return object in COMPONENTS;
}
