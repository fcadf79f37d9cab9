package dev.tributary.identity.postgres.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.Profile.Seen;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.replay.ReplaySeedProfile.GivenAnswer;
import dev.tributary.identity.store.JournalStore.Answered;
import dev.tributary.identity.store.replay.SeedProfiles;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/** {@link SeedProfiles} over PostgreSQL. */
public final class PostgresSeedProfiles implements SeedProfiles {
  private static final int AT_ONCE = 500;

  private static final String PEOPLE =
      """
      select p.profile, p.version, p.document from profile p
      where p.workspace = :workspace and p.profile > :after order by p.profile limit :limit\
      """;

  private static final String ON_RECORD =
      """
      select a.event from unnest(:inputs) u(event)
      join accepted_event a on a.workspace = :workspace and a.event = u.event\
      """;

  /** The profiles, and the ids that lead to them. */
  private static final String FAMILY =
      """
      with family as (
        select p.profile, p.profile as lives from unnest(:profiles) p(profile)
        union all
        select a.profile, a.survivor from merged_profile a
        where a.workspace = :workspace and a.survivor = any(:profiles))
      """;

  /** Visits by rows have the time of the row's run; the log holds all present rows. */
  private static final String SEEN =
      FAMILY
          + """
          select f.lives, e.anchor_type, e.anchor_value,
                 (extract(epoch from min(e.happened_at)) * 1000000)::bigint,
                 (extract(epoch from max(e.happened_at)) * 1000000)::bigint
          from family f
          join accepted_event e on e.workspace = :workspace and e.profile = f.profile
          where e.outcome = 'applied' and e.topic <> 'commands' and e.anchor_type is not null
          group by f.lives, e.anchor_type, e.anchor_value
          union all
          select f.lives, r.anchor_type, r.anchor_value, null, null
          from family f
          join model_row r on r.workspace = :workspace and r.profile = f.profile
          where r.anchor_type is not null\
          """;

  private static final String ANSWERS =
      FAMILY
          + """
          select f.lives, w.about, w.name, w.state, w.source, w.cause,
                 (extract(epoch from w.happened_at) * 1000000)::bigint,
                 w.anchor_type, w.anchor_value, w.key_kind
          from family f
          join answer w on w.workspace = :workspace and w.profile = f.profile
          left join accepted_event a on a.workspace = w.workspace and a.event = w.cause
          where a.event is null and w.source not like :row
          order by w.happened_at, w.cause\
          """;

  /** Where the replay copy has answers of a row, it has at least the newest one. */
  private static final String ANSWERS_OF_ROWS =
      """
      select w.profile, w.about, w.name, w.state, w.source, w.cause,
             (extract(epoch from w.happened_at) * 1000000)::bigint, w.anchor_type, w.anchor_value,
             w.key_kind
      from answer w
      where w.workspace = :workspace and w.source like :row and w.anchor_type is not null
        and (w.profile, w.about, w.name, w.happened_at, w.cause)
          > (:profile, :about, :name, to_timestamp(:at / 1e6), :cause)
        and not exists (
          select from answer o
          where o.workspace = :copy and o.about = w.about and o.name = w.name
            and o.happened_at = w.happened_at and o.cause = w.cause)
      order by w.profile, w.about, w.name, w.happened_at, w.cause limit :limit\
      """;

  private final Connection tx;

  private final ReplayCopy copy;

  public PostgresSeedProfiles(Connection tx, ReplayCopy copy) {
    this.tx = tx;
    this.copy = copy;
  }

  @Override
  public List<Profile> people(ProfileId after) {

    return query(PEOPLE)
        .bind("after", after.value())
        .bind("limit", AT_ONCE)
        .map((rows, _) ->
            ProfileCodec.read(
                copy.workspace(),
                new ProfileId(rows.getString(1)),
                rows.getLong(2),
                rows.getBytes(3)))
        .list();
  }

  @Override
  public Set<String> onRecord(Collection<String> inputs) {

    return new HashSet<>(
        query(ON_RECORD)
            .bindArray("inputs", String.class, List.copyOf(inputs))
            .mapTo(String.class)
            .list());
  }

  @Override
  public Map<ProfileId, Map<Identifier, Seen>> seen(Collection<ProfileId> profiles) {

    Map<ProfileId, Map<Identifier, Seen>> found = new HashMap<>();
    query(SEEN)
        .bindArray("profiles", String.class, ProfileId.values(profiles))
        .map((rows, _) -> {
          found
              .computeIfAbsent(new ProfileId(rows.getString(1)), _ -> new HashMap<>())
              .merge(new Identifier(rows.getString(2), rows.getString(3)), seen(rows), Seen::with);
          return rows.getString(1);
        })
        .list();
    return found;
  }

  private static Seen seen(ResultSet rows) throws SQLException {
    long first = rows.getLong(4);
    return rows.wasNull()
        ? new Seen(Instant.MIN, Instant.MAX)
        : new Seen(Columns.time(first), Columns.time(rows.getLong(5)));
  }

  @Override
  public Map<ProfileId, List<GivenAnswer>> answers(Collection<ProfileId> profiles) {

    Map<ProfileId, List<GivenAnswer>> found = new HashMap<>();
    query(ANSWERS)
        .bindArray("profiles", String.class, ProfileId.values(profiles))
        .map((rows, _) ->
            found
                .computeIfAbsent(new ProfileId(rows.getString(1)), _ -> new ArrayList<>())
                .add(answer(rows)))
        .list();
    return found;
  }

  @Override
  public List<RowAnswer> answersOfRows(@Nullable RowAnswer after) {

    GivenAnswer last = after == null ? null : after.answer();
    return query(ANSWERS_OF_ROWS)
        .bind("profile", after == null ? "" : after.profile().value())
        .bind("about", last == null ? "" : about(last))
        .bind("name", last == null ? "" : last.name())
        .bind("at", last == null ? 0 : Columns.micros(last.stamp().time()))
        .bind("cause", last == null ? "" : last.stamp().cause())
        .bind("limit", AT_ONCE)
        .map((rows, _) -> new RowAnswer(new ProfileId(rows.getString(1)), answer(rows)))
        .list();
  }

  private static String about(GivenAnswer answer) {
    return answer.consent() ? Answered.CONSENT : Answered.SUBSCRIPTION;
  }

  private Query query(String sql) {
    return TransactionHandle.of(tx)
        .createQuery(sql)
        .configure(SqlStatements.class, config -> config.setUnusedBindingAllowed(true))
        .bind("workspace", copy.workspace().value())
        .bind("copy", copy.name().value())
        .bind("row", Ids.MODEL + "%/%");
  }

  private static GivenAnswer answer(ResultSet rows) throws SQLException {
    String type = rows.getString(8);
    return new GivenAnswer(
        rows.getString(2).equals(Answered.CONSENT),
        rows.getString(3),
        rows.getString(4),
        new Stamp(Columns.time(rows.getLong(7)), rows.getString(6)),
        rows.getString(5),
        SourceKind.orServer(SourceKind.named(rows.getString(10))),
        type == null ? null : new Identifier(type, rows.getString(9)));
  }
}
