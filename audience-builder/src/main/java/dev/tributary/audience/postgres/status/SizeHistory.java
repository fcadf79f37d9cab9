package dev.tributary.audience.postgres.status;

import dev.tributary.audience.membership.SizePoint;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sizes of audiences over time, for HTTP. Thread-safe. */
public final class SizeHistory {
  /**
   * The limit of points. If there are more, the last one of each of equal slices of time is used.
   */
  public static final int POINTS = 500;

  private static final String FIND =
      """
      (select :from as at, size from audience_size
       where workspace = :workspace and audience = :audience and at <= :from
       order by audience_size.at desc limit 1)
      union all
      (select distinct on (slice) at, size from (
         select at, size,
                case when count(*) over () < :points then at
                     else (at - :from) * (:points - 2) / (:to - :from) end as slice
         from audience_size
         where workspace = :workspace and audience = :audience and at > :from and at <= :to) each
       order by slice, at desc)
      order by at\
      """;

  private static final String AT =
      """
      select each.audience, greatest(z.at, each.since), z.size
      from unnest(:audiences, :froms) each(audience, since)
      cross join lateral (
        (select at, size from audience_size
         where workspace = :workspace and audience = each.audience and at <= each.since
         order by at desc limit 1)
        union all
        (select at, size from audience_size
         where workspace = :workspace and audience = each.audience and at > each.since
         order by at limit 1)
        order by at limit 1) z\
      """;

  private final RequestDatabase database;

  public SizeHistory(RequestDatabase database) {
    this.database = database;
  }

  /** The size of each audience at its time, or its first size if that was later; by audience. */
  public Map<AudienceId, SizePoint> at(WorkspaceId workspace, Map<AudienceId, Instant> from) {
    return database.inWorkspace(
        workspace,
        tx -> {
          Map<AudienceId, SizePoint> found = new HashMap<>();
          FirstTimes.bind(tx.createQuery(AT), from)
              .bind("workspace", workspace.value())
              .map((rows, context) ->
                  found.put(
                      new AudienceId(rows.getString(1)),
                      new SizePoint(Instant.ofEpochMilli(rows.getLong(2)), rows.getLong(3))))
              .list();
          return found;
        });
  }

  /**
   * The sizes in order of time, at most {@value #POINTS}. Each holds until the next.
   *
   * @param to after {@code from}
   */
  public List<SizePoint> between(
      WorkspaceId workspace, AudienceId audience, Instant from, Instant to) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(FIND)
                .bind("workspace", workspace.value())
                .bind("audience", audience.value())
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .bind("points", POINTS)
                .map((rows, context) ->
                    new SizePoint(Instant.ofEpochMilli(rows.getLong(1)), rows.getLong(2)))
                .list());
  }
}
