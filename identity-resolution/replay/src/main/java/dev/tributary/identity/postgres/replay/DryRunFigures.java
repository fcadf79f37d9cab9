package dev.tributary.identity.postgres.replay;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.replay.DryRunReport.Events;
import dev.tributary.identity.replay.DryRunReport.Large;
import dev.tributary.identity.replay.DryRunReport.LeftOutCount;
import dev.tributary.identity.replay.DryRunReport.People;
import dev.tributary.identity.replay.ReplayCopy;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/** The counts over the matched profiles of a workspace and its replay copy. */
final class DryRunFigures {
  private static final String SIDES =
      """
      with met as (
        select profile, person, partly, inputs, events, first from replay_match
        where shadow = :copy and inputs > 0),
      here as (
        select profile, bool_or(partly) as partly, count(person) as people, min(person) as one,
               sum(events) as events, min(first) as first
        from met where profile is not null group by profile),
      there as (
        select person, bool_or(partly) as partly, count(profile) as people,
               sum(events) as events, min(first) as first
        from met where person is not null group by person)
      """;

  private static final String PEOPLE =
      SIDES
          + """
          select
            (select count(*) from here),
            (select count(*) from here where partly)
              + (select count(*) from there where not partly),
            (select count(*) from here h join there t on t.person = h.one
              where not h.partly and h.people = 1 and t.people = 1),
            (select count(*) from here where partly),
            (select coalesce(sum(people - 1), 0) from there where not partly and people > 0),
            (select coalesce(sum(people - 1), 0) from here where not partly and people > 0),
            (select coalesce(sum(events), 0) from met where person is null),
            (select coalesce(sum(events), 0) from met where profile is null)\
          """;

  private static final String LEFT_OUT =
      """
      with both_sides as (
        select here.left_out as before, there.left_out as after
        from accepted_event here
        join accepted_event there on there.workspace = :copy and there.event = here.event
        where here.workspace = :workspace
          and (here.left_out is not null or there.left_out is not null))
      select type, reason, count(*) filter (where old) as before,
             count(*) filter (where not old) as after
      from (
        select x.type, x.reason, true as old
        from both_sides, jsonb_to_recordset(before) x(type text, reason text)
        union all
        select x.type, x.reason, false
        from both_sides, jsonb_to_recordset(after) x(type text, reason text)) entry
      group by type, reason
      order by abs(count(*) filter (where old) - count(*) filter (where not old)) desc,
        type, reason\
      """;

  private static final String LARGEST_BEFORE =
      SIDES
          + """
          select h.profile, p.identifiers, h.events
          from here h join profile p on p.workspace = :workspace and p.profile = h.profile
          order by p.identifiers desc, h.events desc, h.profile limit :limit\
          """;

  private static final String LARGEST_AFTER =
      SIDES
          + """
          select t.person, true, p.identifiers, t.events, t.first
          from there t join profile p on p.workspace = :copy and p.profile = t.person
          where not t.partly
          union all
          select h.profile, false, p.identifiers, h.events, h.first
          from here h join profile p on p.workspace = :workspace and p.profile = h.profile
          where h.partly
          order by 3 desc, 4 desc, 5 limit :limit\
          """;

  /**
   * A profile keeps its id for the replayed profile with which it shares most; in a merge the
   * smallest id survives.
   */
  private static final String LIVING =
      """
      with met as (
        select m.profile from replay_match m
        where m.shadow = :copy and m.person = any(:persons) and m.inputs > 0),
      ranked as (
        select m.profile, m.person,
               row_number() over (partition by m.profile
                 order by sum(m.identifiers) desc, sum(m.events) desc, min(m.first)) as place
        from replay_match m
        where m.shadow = :copy and m.person is not null
          and m.profile in (select profile from met)
        group by m.profile, m.person)
      select person, min(profile) from ranked
      where place = 1 and person = any(:persons) group by person\
      """;

  private static final String FROM =
      "select min(accepted_at) from accepted_event where workspace = :copy";

  private final Handle tx;
  private final ReplayCopy copy;

  DryRunFigures(Handle tx, ReplayCopy copy) {
    this.tx = tx;
    this.copy = copy;
  }

  record Counts(People people, long joined, long parted, Events events) {}

  Counts counts() {
    return query(PEOPLE)
        .map((rows, _) ->
            new Counts(
                new People(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4)),
                rows.getLong(5),
                rows.getLong(6),
                new Events(rows.getLong(7), rows.getLong(8))))
        .one();
  }

  /** The largest changes first. */
  List<LeftOutCount> leftOut() {
    return query(LEFT_OUT)
        .map((rows, _) ->
            new LeftOutCount(
                rows.getString(1), rows.getString(2), rows.getLong(3), rows.getLong(4)))
        .list();
  }

  List<Large> largestBefore(int limit) {
    return query(LARGEST_BEFORE)
        .bind("limit", limit)
        .map((rows, _) ->
            new Large(new ProfileId(rows.getString(1)), rows.getLong(2), rows.getLong(3)))
        .list();
  }

  /**
   * @param ofCopy true for an id of the replay copy; false for a profile that stays as it is
   */
  record Ranked(String id, boolean ofCopy, long identifiers, long events) {}

  List<Ranked> largestAfter(int limit) {
    return query(LARGEST_AFTER)
        .bind("limit", limit)
        .map((rows, _) ->
            new Ranked(rows.getString(1), rows.getBoolean(2), rows.getLong(3), rows.getLong(4)))
        .list();
  }

  /**
   * The present profiles of replayed profiles; a profile that an unmerge would create is absent.
   */
  Map<String, ProfileId> living(Collection<String> persons) {
    Map<String, ProfileId> living = new HashMap<>();
    query(LIVING)
        .bindArray("persons", String.class, List.copyOf(persons))
        .map((rows, _) -> living.put(rows.getString(1), new ProfileId(rows.getString(2))))
        .list();
    return living;
  }

  /** When the oldest input was accepted. */
  @Nullable Instant from() {
    return query(FROM)
        .map((rows, _) -> Optional.ofNullable(rows.getTimestamp(1)).map(at -> at.toInstant()))
        .one()
        .orElse(null);
  }

  private Query query(String sql) {
    return tx.createQuery(sql)
        .configure(SqlStatements.class, config -> config.setUnusedBindingAllowed(true))
        .bind("workspace", copy.workspace().value())
        .bind("copy", copy.name().value());
  }
}
