import type { Alert } from '@/api/generated/model';

const BEGUN = '2026-03-02T08:58:00Z';

/** An open alert. */
export function alertOf(kind: Alert['kind'], object: string, differs: Partial<Alert> = {}): Alert {
  return {
    id: `alt_${kind}_${object}`,
    kind,
    object,
    name: object,
    headline: `Problem of ${object}`,
    works: 'Everything else.',
    path: '/pipeline',
    rule: null,
    notSent: [],
    since: BEGUN,
    openedAt: BEGUN,
    lastSeenAt: BEGUN,
    resolvedAt: null,
    ...differs,
  };
}
