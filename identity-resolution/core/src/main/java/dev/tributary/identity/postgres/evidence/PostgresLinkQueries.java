package dev.tributary.identity.postgres.evidence;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.evidence.LinkQueries;
import dev.tributary.identity.evidence.ListPosition;
import dev.tributary.identity.profile.Profile;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** {@link LinkQueries} over PostgreSQL. */
public final class PostgresLinkQueries implements LinkQueries {
  /**
   * The present profiles of the identifiers are connected; profiles with a cut between them are
   * not.
   */
  private static final String READ =
      """
      with mine as (
        select u.type, u.value from unnest(:types, :values) u(type, value)),
      met as (
        select i.profile as other, l.person_type as own_type, l.person_value as own_value,
               l.device_type as other_type, l.device_value as other_value,
               l.events, l.first_at, l.last_at, l.last_event
        from mine
        join link l on l.workspace = :workspace
          and l.person_type = mine.type and l.person_value = mine.value
        join identifier i on i.workspace = :workspace
          and i.type = l.device_type and i.value = l.device_value
        union all
        select i.profile, l.device_type, l.device_value, l.person_type, l.person_value,
               l.events, l.first_at, l.last_at, l.last_event
        from mine
        join link l on l.workspace = :workspace
          and l.device_type = mine.type and l.device_value = mine.value
        join identifier i on i.workspace = :workspace
          and i.type = l.person_type and i.value = l.person_value),
      apart as (
        select i.profile from mine
        join cut c on c.workspace = :workspace
          and c.left_type = mine.type and c.left_value = mine.value
        join identifier i on i.workspace = :workspace
          and i.type = c.right_type and i.value = c.right_value
        union
        select i.profile from mine
        join cut c on c.workspace = :workspace
          and c.right_type = mine.type and c.right_value = mine.value
        join identifier i on i.workspace = :workspace
          and i.type = c.left_type and i.value = c.left_value)
      select other,
        jsonb_agg(distinct jsonb_build_object('type', own_type, 'value', own_value)),
        jsonb_agg(distinct jsonb_build_object('type', other_type, 'value', other_value)),
        sum(events), min(first_at), max(last_at),
        (array_agg(last_event order by last_at desc, last_event desc))[1]
      from met
      where other <> :profile and other not in (select profile from apart)
      group by other
      %s
      order by max(last_at) desc, other desc limit :limit\
      """;

  private final RequestDatabase database;

  public PostgresLinkQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public List<Linked> list(Profile profile, @Nullable ListPosition after, int limit) {
    String before = after == null ? "" : "having (max(last_at), other) < (:at, :id)";
    return database.inWorkspace(
        profile.workspace(),
        tx -> {
          Query query = query(tx, profile, before).bind("limit", limit);
          if (after != null) {
            query.bind("at", after.time()).bind("id", after.id());
          }
          return query.map(PostgresLinkQueries::linked).list();
        });
  }

  @Override
  public boolean connected(Profile profile, ProfileId other) {
    return database.inWorkspace(
        profile.workspace(),
        tx ->
            query(tx, profile, "having other = :other")
                .bind("other", other.value())
                .bind("limit", 1)
                .map(PostgresLinkQueries::linked)
                .findOne()
                .isPresent());
  }

  private static Query query(Handle tx, Profile profile, String having) {
    List<Identifier> identifiers = List.copyOf(profile.identifiers());
    return tx.createQuery(READ.formatted(having))
        .bind("workspace", profile.workspace().value())
        .bind("profile", profile.id().value())
        .bind("types", identifiers.stream().map(Identifier::type).toArray(String[]::new))
        .bind("values", identifiers.stream().map(Identifier::value).toArray(String[]::new));
  }

  private static Linked linked(ResultSet rows, StatementContext context) throws SQLException {
    return new Linked(
        new ProfileId(rows.getString(1)),
        identifiers(rows.getBytes(2)),
        identifiers(rows.getBytes(3)),
        rows.getLong(4),
        rows.getTimestamp(5).toInstant(),
        rows.getTimestamp(6).toInstant(),
        rows.getString(7));
  }

  private static List<Identifier> identifiers(byte[] json) {
    return List.of(Json.read(json, Identifier[].class));
  }
}
