package dev.tributary.audience.postgres.status;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.fact.FactSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The newest recorded sizes of audiences, and those of a day ago. An audience whose present rule is
 * not decided for everyone has no size yet. Thread-safe.
 */
public final class AudienceFacts implements FactSource {
  private static final Duration DAY = Duration.ofDays(1);

  /** The first size by a rule is recorded up to a minute after the rule is settled. */
  private static final Duration FIRST_SIZE = Duration.ofMinutes(2);

  /** The first partition's loop records sizes, by its clock. */
  private static final String SIZES =
      """
      with day_ago as materialized (
        select w.workspace, business_time(c, w.workspace) - :day as at
        from unnest(:workspaces) w (workspace) left join partition_clock c on c.part = 0)
      select s.workspace, s.audience, d.name, l.size, l.at, f.size as former,
        case when s.settled_at + :first <= a.at then b.size end as day_ago
      from audience_state s
      join day_ago a on a.workspace = s.workspace
      join definition d on d.workspace = s.workspace and d.kind = 'audience' and d.id = s.audience
        and not d.deleted
      cross join lateral (
        select at, size from audience_size z where z.audience = s.audience
        order by z.at desc limit 1) l
      left join lateral (
        select size from audience_size z where z.audience = s.audience and z.at < l.at
        order by z.at desc limit 1) f on true
      left join lateral (
        select size from audience_size z where z.audience = s.audience and z.at <= a.at
        order by z.at desc limit 1) b on true
      where s.stage = 'settled'\
      """;

  private final Jdbi worker;
  private final Function<WorkspaceId, Optional<Duration>> ahead;

  /**
   * @param ahead how far the clock of a workspace is ahead; empty for a workspace that is not known
   */
  public AudienceFacts(DataSource worker, Function<WorkspaceId, Optional<Duration>> ahead) {
    this.worker = Jdbi.create(worker);
    this.ahead = ahead;
  }

  @Override
  public List<WorkspaceFact> facts(Set<WorkspaceId> asked) {
    return worker
        .withHandle(handle ->
            handle
                .createQuery(SIZES)
                .bindArray("workspaces", String.class, WorkspaceId.values(asked))
                .bind("day", DAY.toMillis())
                .bind("first", FIRST_SIZE.toMillis())
                .map((rows, context) -> size(rows))
                .list())
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<WorkspaceFact> size(ResultSet rows) throws SQLException {
    WorkspaceId workspace = new WorkspaceId(rows.getString("workspace"));
    // Sizes are recorded in business time.
    Instant at = Instant.ofEpochMilli(rows.getLong("at"));
    AudienceId audience = new AudienceId(rows.getString("audience"));
    String name = rows.getString("name");
    long size = rows.getLong("size");
    Long former = number(rows, "former");
    Long dayAgo = number(rows, "day_ago");
    return ahead
        .apply(workspace)
        .map(offset ->
            new WorkspaceFact(
                workspace,
                new Fact.AudienceSize(audience, name, size, at.minus(offset), former, dayAgo)));
  }

  private static @Nullable Long number(ResultSet rows, String column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? null : value;
  }
}
