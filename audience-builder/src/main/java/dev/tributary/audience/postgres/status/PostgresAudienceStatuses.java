package dev.tributary.audience.postgres.status;

import dev.tributary.audience.membership.AudienceStatuses;
import dev.tributary.audience.membership.MembershipCause;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The states and members in PostgreSQL. Thread-safe. */
public final class PostgresAudienceStatuses implements AudienceStatuses {
  private static final String STATUS =
      """
      select s.audience, s.stage, s.definition_version, s.active, g.definition_version,
             (select coalesce(sum(members), 0) from generation_size z
              where z.workspace = s.workspace and z.generation = s.active),
             (select count(*) filter (where done)::float8 / greatest(count(*), 1) from stage_pass p
              where p.workspace = s.workspace and p.audience = s.audience)
      from audience_state s left join generation g on g.id = s.active
      where s.workspace = :workspace and s.audience = any(:audiences)\
      """;
  private static final String MEMBERS =
      """
      select part, profile, since from membership
      where workspace = :workspace and generation = :generation and member
        and (part, profile) > (:part, :profile)
      order by part, profile limit :limit\
      """;
  private static final String OF_PROFILE =
      """
      select t.audience, t.since from membership t
      join audience_state s on s.active = t.generation
      where t.workspace = :workspace and t.profile = :profile and t.member order by t.audience\
      """;
  private static final String OF_PEOPLE =
      """
      select u.profile, found.audience, found.since from unnest(:profiles) u(profile)
      cross join lateral (
        select t.audience, t.since from membership t
        join audience_state s on s.active = t.generation
        where t.workspace = :workspace and t.profile = u.profile and t.member) found
      order by found.audience\
      """;
  private static final String MOVED_BY =
      """
      select profile, audience, entered, at from membership_cause
      where workspace = :workspace and root_event = :event order by audience, profile limit 1000\
      """;
  private static final String PENDING =
      """
      select (select count(*) from definition d
              left join audience_state s on s.audience = d.id
              where d.kind = 'audience' and d.workspace = ?
                and case when d.deleted then s.audience is not null
                    else s.stage is distinct from 'settled'
                         or s.definition_version is distinct from d.version end)
           + (select count(*) from recheck where workspace = ?)
           + (select count(*) from missed_decision where workspace = ?)
           + (select count(*) from partition_clock c where exists (
                select from membership t
                where t.part = c.part and t.workspace = ?
                  and t.due_at <= business_time(c, ?)))\
      """;

  private final RequestDatabase database;
  private final DataSource worker;

  /**
   * @param worker for queries without a caller: how much work is left
   */
  public PostgresAudienceStatuses(RequestDatabase database, DataSource worker) {
    this.database = database;
    this.worker = worker;
  }

  @Override
  public Map<AudienceId, Status> statuses(WorkspaceId workspace, Collection<AudienceId> audiences) {
    return database.inWorkspace(
        workspace,
        tx -> {
          Map<AudienceId, Status> found = new HashMap<>();
          tx.createQuery(STATUS)
              .bind("workspace", workspace.value())
              .bindArray(
                  "audiences", String.class, audiences.stream().map(AudienceId::value).toArray())
              .map((rows, context) ->
                  found.put(
                      new AudienceId(rows.getString(1)),
                      new Status(
                          rows.getString(2),
                          rows.getLong(3),
                          number(rows, 4),
                          number(rows, 5),
                          rows.getLong(6),
                          rows.getDouble(7))))
              .list();
          return found;
        });
  }

  private static @Nullable Long number(ResultSet rows, int column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? null : value;
  }

  @Override
  public List<Member> members(
      WorkspaceId workspace, long generation, int afterPart, ProfileId afterProfile, int limit) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(MEMBERS)
                .bind("workspace", workspace.value())
                .bind("generation", generation)
                .bind("part", afterPart)
                .bind("profile", afterProfile.value())
                .bind("limit", limit)
                .map((rows, context) ->
                    new Member(
                        rows.getInt(1),
                        new ProfileId(rows.getString(2)),
                        Instant.ofEpochMilli(rows.getLong(3))))
                .list());
  }

  @Override
  public List<Membership> of(WorkspaceId workspace, ProfileId profile) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(OF_PROFILE)
                .bind("workspace", workspace.value())
                .bind("profile", profile.value())
                .map((rows, context) ->
                    new Membership(
                        new AudienceId(rows.getString(1)), Instant.ofEpochMilli(rows.getLong(2))))
                .list());
  }

  @Override
  public Map<ProfileId, List<Membership>> of(
      WorkspaceId workspace, Collection<ProfileId> profiles) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(OF_PEOPLE)
                .bind("workspace", workspace.value())
                .bind("profiles", ProfileId.values(profiles))
                .reduceResultSet(
                    new HashMap<ProfileId, List<Membership>>(),
                    (found, rows, context) -> {
                      found
                          .computeIfAbsent(new ProfileId(rows.getString(1)), _ -> new ArrayList<>())
                          .add(
                              new Membership(
                                  new AudienceId(rows.getString(2)),
                                  Instant.ofEpochMilli(rows.getLong(3))));
                      return found;
                    }));
  }

  @Override
  public List<MembershipCause> movedBy(WorkspaceId workspace, String event) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(MOVED_BY)
                .bind("workspace", workspace.value())
                .bind("event", event)
                .map((rows, context) ->
                    new MembershipCause(
                        workspace,
                        new ProfileId(rows.getString(1)),
                        new AudienceId(rows.getString(2)),
                        event,
                        rows.getBoolean(3),
                        rows.getLong(4)))
                .list());
  }

  @Override
  public long pending(WorkspaceId workspace) {
    try (Connection connection = worker.getConnection();
        PreparedStatement statement = connection.prepareStatement(PENDING)) {
      for (int parameter = 1; parameter <= 5; parameter++) {
        statement.setString(parameter, workspace.value());
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The work that is left cannot be counted", e);
    }
  }
}
