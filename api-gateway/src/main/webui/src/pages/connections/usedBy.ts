import type { Model } from '@/api/generated/model';

/** When a connection's tables were read last, by any of its models. */
export function newestRead(
  models: readonly Pick<Model, 'warehouse' | 'lastSuccess'>[],
  connection: string,
): string | null {
  const times = models
    .filter(({ warehouse }) => warehouse === connection)
    .flatMap(({ lastSuccess }) => lastSuccess?.startedAt ?? []);
  return times.length === 0
    ? null
    : times.reduce((a, b) => (Date.parse(a) > Date.parse(b) ? a : b));
}
