package dev.tributary.audience.postgres.status;

import dev.tributary.contracts.id.AudienceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;

/**
 * The first time of each audience, as the arrays {@code :audiences} and {@code :froms} of a query.
 */
final class FirstTimes {
  private FirstTimes() {}

  static Query bind(Query query, Map<AudienceId, Instant> from) {
    List<Map.Entry<AudienceId, Instant>> asked = List.copyOf(from.entrySet());
    return query
        .bindArray(
            "audiences", String.class, asked.stream().map(each -> each.getKey().value()).toArray())
        .bindArray(
            "froms",
            Long.class,
            asked.stream().map(each -> each.getValue().toEpochMilli()).toArray());
  }
}
