package dev.tributary.identity.postgres;

import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.trial.Shadow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** What a rebuild has done, and whom it has still to look at. */
public final class RebuildTable {
  private static final String OPENED =
      "select opened_at from shadow where name = ? and workspace = ? and not closing";
  private static final String PROFILES =
      "select profile, version, document from profile where workspace = ? and profile = any(?)";
  private static final String ENDED =
      """
      insert into rebuilt_profile (shadow, profile, ending)
      select ?, u.profile, ? from unnest(?::text[]) u(profile)
      on conflict (shadow, profile) do update set ending = excluded.ending\
      """;
  private static final String COUNT =
      "select ending, count(*) from rebuilt_profile where shadow = ? group by ending";

  /**
   * Who has to do with whom: by events, by rows, and by identifiers that lead to both. Who differs:
   * also by evidence, because an identifier that people share leads to one of them only, and by
   * answers, which a row leaves behind with whom it spoke of before.
   */
  private static final String MET =
      """
      with met as materialized (
        select distinct coalesce(a.survivor, e.profile) as profile,
               coalesce(b.survivor, o.profile, '') as person
        from accepted_event e
        left join accepted_event o on o.workspace = :shadow and o.event = e.event
        left join profile_alias a on a.workspace = e.workspace and a.profile = e.profile
        left join profile_alias b on b.workspace = o.workspace and b.profile = o.profile
        where e.workspace = :workspace and e.outcome = 'applied' and e.profile is not null
          and e.type not in ('redrive', 'unmerge-person', 'redecide-trait', 'rebuild-people')
        union
        select coalesce(a.survivor, e.profile), coalesce(b.survivor, o.profile, '')
        from model_row e
        left join model_row o
          on o.workspace = :shadow and o.model = e.model and o.row_key = e.row_key
        left join profile_alias a on a.workspace = e.workspace and a.profile = e.profile
        left join profile_alias b on b.workspace = o.workspace and b.profile = o.profile
        where e.workspace = :workspace
        union
        select e.profile, o.profile
        from identifier e
        join identifier o on o.workspace = :shadow and o.type = e.type and o.value = e.value
        where e.workspace = :workspace),
      persons as (
        select person from met where person <> '' group by person having count(*) > 1),
      other as (
        select profile from met group by profile having count(*) > 1 or max(person) = ''
        union
        select profile from met where person in (select person from persons)
        union
        select e.profile from identifier e
        left join identifier o on o.workspace = :shadow and o.type = e.type and o.value = e.value
        where e.workspace = :workspace and o.value is null
        union
        select m.profile from identifier o
        left join identifier e on e.workspace = :workspace and e.type = o.type and e.value = o.value
        join met m on m.person = o.profile
        where o.workspace = :shadow and e.value is null
        union
        select i.profile from edge e
        left join edge o on o.workspace = :shadow
          and o.left_type = e.left_type and o.left_value = e.left_value
          and o.right_type = e.right_type and o.right_value = e.right_value
        join identifier i on i.workspace = e.workspace and (i.type, i.value) in (
          (e.left_type, e.left_value), (e.right_type, e.right_value))
        where e.workspace = :workspace and o.cause is null
        union
        select m.profile from edge o
        left join edge e on e.workspace = :workspace
          and e.left_type = o.left_type and e.left_value = o.left_value
          and e.right_type = o.right_type and e.right_value = o.right_value
        join identifier i on i.workspace = o.workspace and (i.type, i.value) in (
          (o.left_type, o.left_value), (o.right_type, o.right_value))
        join met m on m.person = i.profile
        where o.workspace = :shadow and e.cause is null
        union
        select coalesce(a.survivor, e.profile) from answer e
        left join answer o on o.workspace = :shadow and o.cause = e.cause
          and o.about = e.about and o.name = e.name and o.happened_at = e.happened_at
        left join profile_alias a on a.workspace = e.workspace and a.profile = e.profile
        where e.workspace = :workspace and o.cause is null
        union
        select m.profile from answer o
        left join answer e on e.workspace = :workspace and e.cause = o.cause
          and e.about = o.about and e.name = o.name and e.happened_at = o.happened_at
        left join profile_alias b on b.workspace = o.workspace and b.profile = o.profile
        join met m on m.person = coalesce(b.survivor, o.profile)
        where o.workspace = :shadow and e.cause is null
        union
        select coalesce(a.survivor, e.profile) from accepted_event e
        join accepted_event o on o.workspace = :shadow and o.event = e.event
        left join profile_alias a on a.workspace = e.workspace and a.profile = e.profile
        where e.workspace = :workspace and e.outcome = 'applied' and e.profile is not null
          and (e.anchor_type, e.anchor_value, e.left_out)
            is distinct from (o.anchor_type, o.anchor_value, o.left_out))
      """;

  private static final String OTHER =
      MET
          + """
          select o.profile from (
            select p.profile from other o
            join profile p on p.workspace = :workspace and p.profile = o.profile
            union
            select p.profile from profile p
            where p.workspace = :shadow
              and not exists (select from met where met.person = p.profile)) o
          left join rebuilt_profile r on r.shadow = :shadow and r.profile = o.profile
          where coalesce(r.ending, 'incomplete') in ('incomplete', 'changed')
          order by o.profile\
          """;

  /** Of rows only those that nothing newer has replaced. */
  private static final String COUNT_NOW =
      """
      select q.id from quarantined_input q
      where q.workspace = :workspace and q.state = 'waiting' and q.stage = 'identity'
        and q.reason in ('missing-ids', 'profile-too-large')
        and (exists (
            select from accepted_event o
            where o.workspace = :shadow and o.event = q.id and o.outcome = 'applied')
          or q.kind = 'dev.tributary.row.v1' and exists (
            select from cast(convert_from(q.message_value, 'UTF8') as jsonb) c
            join model_row o on o.workspace = :shadow and o.model = c ->> 'model'
              and o.hash = c ->> 'hash' and o.run = c ->> 'run'))
      order by q.id limit 1000\
      """;

  private static final String NEWEST =
      """
      select coalesce(max(u.id collate "C"), '') from (
        select unnest(?::text[]) as id
        union all
        select a.profile from profile_alias a where a.workspace = ? and a.survivor = any(?)) u\
      """;

  private static final String COMMANDS_ENDED =
      "select count(*) from accepted_event where workspace = ? and event = any(?)";
  private static final String DEEDS =
      """
      with parts as (
        select u.into_profile, p.profile is not null as lives from profile_unmerge u
        left join profile p on p.workspace = u.workspace and p.profile = u.into_profile
        where u.workspace = ? and u.cause = any(?))
      select (select count(*) from profile_merge m
              where m.workspace = ? and m.cause = any(?)
                and m.loser not in (select into_profile from parts)),
             (select count(*) from parts where lives)\
      """;

  /** A header says whose input it is. */
  private static final String ADOPT_ROWS =
      """
      insert into quarantined_input (workspace, id, kind, stage, reason, detail, pointer, source,
        topic, part, position, message_key, message_value, message_headers, quarantined_at, state)
      select :workspace, q.id, q.kind, q.stage, q.reason, q.detail, q.pointer, q.source, q.topic,
        q.part, q.position, q.message_key,
        convert_to(cast(jsonb_set(cast(convert_from(q.message_value, 'UTF8') as jsonb),
          '{workspace}', to_jsonb(cast(:workspace as text))) as text), 'UTF8'),
        convert_to(cast(jsonb_set(cast(convert_from(q.message_headers, 'UTF8') as jsonb),
          '{ce_workspace}',
          to_jsonb(encode(convert_to(:workspace, 'UTF8'), 'base64'))) as text), 'UTF8'),
        q.quarantined_at, q.state
      from quarantined_input q
      where q.workspace = :shadow and q.kind = 'dev.tributary.row.v1' and q.state = 'waiting'
      on conflict do nothing\
      """;

  /** What became of somebody. */
  public enum Ending {
    /** They are whom the replay has found. */
    CHANGED,
    /** Their past began before what the log is sure to hold. */
    OLDER,
    /** They have to do with too many, or did too much. */
    TOO_LARGE,
    /** The replay lacks something of theirs, or has more: it has to read on. */
    INCOMPLETE;

    String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * From when on all that was accepted was on record when the shadow was opened.
   *
   * @return empty for a shadow that was closed
   */
  public Optional<Instant> horizon(Connection tx, Shadow shadow) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(OPENED)) {
      statement.setString(1, shadow.name());
      statement.setString(2, shadow.workspace());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(rows.getTimestamp(1).toInstant().minus(Retention.KEPT))
            : Optional.empty();
      }
    }
  }

  /** People of either world, without their locks. */
  public Map<String, Profile> profiles(Connection tx, String world, Collection<String> profiles)
      throws SQLException {
    Map<String, Profile> found = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(PROFILES)) {
      statement.setString(1, world);
      statement.setArray(2, tx.createArrayOf("text", profiles.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String id = rows.getString(1);
          found.put(id, ProfileCodec.read(world, id, rows.getLong(2), rows.getBytes(3)));
        }
      }
    }
    return found;
  }

  /** The largest id of these profiles, and of those that lead to them. */
  public String newest(Connection tx, String workspace, Collection<String> profiles)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(NEWEST)) {
      statement.setArray(1, tx.createArrayOf("text", profiles.toArray()));
      statement.setString(2, workspace);
      statement.setArray(3, tx.createArrayOf("text", profiles.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  public void ended(Connection tx, Shadow shadow, Collection<String> profiles, Ending ending)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(ENDED)) {
      statement.setString(1, shadow.name());
      statement.setString(2, ending.wireName());
      statement.setArray(3, tx.createArrayOf("text", profiles.toArray()));
      statement.executeUpdate();
    }
  }

  /** How many ended how. */
  public Map<Ending, Long> counts(Connection tx, Shadow shadow) throws SQLException {
    Map<String, Ending> named = new HashMap<>();
    for (Ending ending : Ending.values()) {
      named.put(ending.wireName(), ending);
    }
    Map<Ending, Long> counts = new EnumMap<>(Ending.class);
    try (PreparedStatement statement = tx.prepareStatement(COUNT)) {
      statement.setString(1, shadow.name());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          counts.put(named.get(rows.getString(1)), rows.getLong(2));
        }
      }
    }
    return counts;
  }

  /**
   * Profiles that are not whom the replay has found, and persons of the replay whom nobody has met,
   * sorted; those who are to be left alone are left out.
   */
  public List<String> others(Connection tx, Shadow shadow) {
    return query(tx, OTHER, shadow).mapTo(String.class).list();
  }

  /** Inputs that were set aside and name somebody by the replay. */
  public List<String> countNow(Connection tx, Shadow shadow) {
    return query(tx, COUNT_NOW, shadow).mapTo(String.class).list();
  }

  private static Query query(Connection tx, String sql, Shadow shadow) {
    return Jdbi.open(tx)
        .createQuery(sql)
        .bind("workspace", shadow.workspace())
        .bind("shadow", shadow.name());
  }

  /** Whether all of these commands are on record. */
  public boolean ended(Connection tx, String workspace, Collection<String> commands)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(COMMANDS_ENDED)) {
      statement.setString(1, workspace);
      statement.setArray(2, tx.createArrayOf("text", commands.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getInt(1) == commands.size();
      }
    }
  }

  /**
   * What commands have done.
   *
   * @param joined how many profiles became part of another
   * @param parted how many came of those who were taken apart
   */
  public record Deeds(long joined, long parted) {}

  public Deeds deeds(Connection tx, String workspace, Collection<String> commands)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(DEEDS)) {
      for (int each = 1; each <= 4; each += 2) {
        statement.setString(each, workspace);
        statement.setArray(each + 1, tx.createArrayOf("text", commands.toArray()));
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return new Deeds(rows.getLong(1), rows.getLong(2));
      }
    }
  }

  /** Sets rows aside that name nobody by the replay. */
  public void adoptRows(Connection tx, Shadow shadow) {
    Jdbi.open(tx)
        .createUpdate(ADOPT_ROWS)
        .bind("workspace", shadow.workspace())
        .bind("shadow", shadow.name())
        .execute();
  }
}
