package dev.tributary.audience.postgres.status;

import dev.tributary.audience.membership.SizePoint;
import dev.tributary.audience.membership.SizeTrends;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@link SizeTrends} over PostgreSQL. */
public final class PostgresSizeTrends implements SizeTrends {
  /** One look-up in the index for each point, however many sizes were recorded between them. */
  private static final String TRENDS =
      """
      select each.audience, moment.at, z.size
      from unnest(:audiences, :froms) each(audience, since)
      cross join lateral (
        select :to - n * :step as at from generate_series(0, :steps) n) moment
      cross join lateral (
        select size from audience_size
        where workspace = :workspace and audience = each.audience and at <= moment.at
        order by at desc limit 1) z
      where moment.at >= each.since
      order by each.audience, moment.at\
      """;

  private final RequestDatabase database;

  public PostgresSizeTrends(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public Map<AudienceId, List<SizePoint>> of(
      WorkspaceId workspace, Map<AudienceId, Instant> from, Instant to, Duration step, int steps) {
    return database.inWorkspace(
        workspace,
        tx -> {
          Map<AudienceId, List<SizePoint>> found = new HashMap<>();
          FirstTimes.bind(tx.createQuery(TRENDS), from)
              .bind("workspace", workspace.value())
              .bind("to", to.toEpochMilli())
              .bind("step", step.toMillis())
              .bind("steps", steps)
              .map((rows, context) ->
                  found
                      .computeIfAbsent(new AudienceId(rows.getString(1)), _ -> new ArrayList<>())
                      .add(new SizePoint(Instant.ofEpochMilli(rows.getLong(2)), rows.getLong(3))))
              .list();
          return found;
        });
  }
}
