package dev.tributary.identity.postgres.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.postgres.store.PolicyTable;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.search.PeopleQueries;
import dev.tributary.identity.search.RecentPlace;
import dev.tributary.identity.search.RecentPlace.BeforeEvent;
import dev.tributary.identity.search.RecentPlace.BeforeProfile;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * {@link PeopleQueries} over PostgreSQL. Recent people come from the index of events by time, so
 * that events cost nothing more when they are stored. A step takes {@value #STEP} events, and reads
 * the newest event of each of their people by key. It passes over the further events of people of
 * earlier steps. A step that passes over many events looks at more of them the next time, so one
 * person with very many events does not empty the list.
 */
public final class PostgresPeopleQueries implements PeopleQueries {
  private static final int STEP = 200;
  private static final int MOST_STEPS = 20;
  private static final int GROWTH = 4;

  /** Events that one step looks at; most of them cost nothing but a look at their row. */
  private static final int WIDEST = 10_000;

  private static final String LONGEST_MILLIS = "2000";

  /** The ids of a person: the profile, and those that were merged into it. */
  private static final String FAMILY =
      """
      (select %1$s as profile
       union all
       select m.profile from merged_profile m
       where m.workspace = :workspace and m.survivor = %1$s)\
      """;

  private static final String BY_EVENT =
      """
      with seen as materialized (
        select e.happened_at, e.event, e.profile, e.source from accepted_event e
        where e.workspace = :workspace
          and (e.happened_at, e.event) < (cast(:time as timestamptz), :event)
        order by e.happened_at desc, e.event desc limit :width),
      scanned as materialized (
        (select s.happened_at, s.event, s.profile, s.source from seen s
         where s.source <> :manual and s.profile is not null
           and not exists (select from unnest(:passed) passed(id) where passed.id = s.profile)
         order by s.happened_at desc, s.event desc limit :step)
        union
        (select s.happened_at, s.event, s.profile, s.source from seen s
         order by s.happened_at, s.event limit 1)),
      lives as materialized (
        select s.happened_at, s.event, s.source, s.profile as given, p.profile
        from scanned s
        left join lateral (
          select a.survivor from merged_profile a
          where a.workspace = :workspace and a.profile = s.profile limit 1) merged on true
        left join lateral (
          select p.profile from profile p
          where p.workspace = :workspace and p.profile = coalesce(merged.survivor, s.profile)
          limit 1) p on true)
      select l.happened_at, l.event,
        case when l.source <> :manual and l.profile is not null and not exists (
          select from %s family
          cross join lateral (
            select 1 from accepted_event n
            where n.workspace = :workspace and n.profile = family.profile and n.source <> :manual
              and (n.happened_at, n.event) > (l.happened_at, l.event)
            limit 1) newer)
        then l.profile end,
        l.given,
        (select count(*) from seen)
      from lives l order by l.happened_at desc, l.event desc\
      """
          .formatted(FAMILY.formatted("l.profile"));

  private static final String WITHOUT_EVENT =
      """
      with scanned as materialized (
        select p.profile from profile p
        where p.workspace = :workspace %s
        order by p.profile desc limit :step)
      select s.profile,
        exists (
          select from %s family
          cross join lateral (
            select 1 from accepted_event n
            where n.workspace = :workspace and n.profile = family.profile and n.source <> :manual
            limit 1) event)
      from scanned s order by s.profile desc\
      """;

  private static final String NEWEST_WITHOUT_EVENT =
      WITHOUT_EVENT.formatted("", FAMILY.formatted("s.profile"));

  private static final String NEXT_WITHOUT_EVENT =
      WITHOUT_EVENT.formatted("and p.profile < :before", FAMILY.formatted("s.profile"));

  private static final String READ =
      """
      with lives as materialized (
        select asked.id as asked, coalesce(
          (select a.survivor from merged_profile a
           where a.workspace = :workspace and a.profile = asked.id), asked.id) as id
        from unnest(:ids) asked(id))
      select l.asked, p.profile, p.version, p.document,
        (select max(newest.happened_at) from %s family
         cross join lateral (
           select e.happened_at from accepted_event e
           where e.workspace = :workspace and e.profile = family.profile and e.source <> :manual
           order by e.happened_at desc limit 1) newest)
      from lives l
      cross join lateral (
        select profile, version, document from profile
        where workspace = :workspace and profile = l.id
        limit 1) p\
      """
          .formatted(FAMILY.formatted("l.id"));

  private static final String NAMED = "select profile from profiles_named(:words, :traits, :limit)";

  private static final String SIMILARLY_NAMED =
      "select profile from profiles_similarly_named(:words, :traits, :limit)";

  /** Before any event: the list begins here. */
  private static final BeforeEvent NEWEST = new BeforeEvent(Instant.MAX, "");

  private final RequestDatabase database;

  public PostgresPeopleQueries(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public Recent recent(WorkspaceId workspace, @Nullable RecentPlace after, int limit) {
    return database.byKey(
        workspace,
        tx -> {
          List<ProfileId> people = new ArrayList<>();
          EventSteps events = new EventSteps(tx, workspace);
          RecentPlace place = after == null ? NEWEST : after;
          for (int step = 0; step < MOST_STEPS && people.size() < limit; step++) {
            RecentPlace next =
                switch (place) {
                  case BeforeEvent event -> events.next(event, people, limit);
                  case BeforeProfile profile ->
                      withoutEvent(tx, workspace, profile.profile(), people, limit);
                };
            if (next == null) {
              return new Recent(people, null);
            }
            place = next;
          }
          return new Recent(people, place);
        });
  }

  /** The steps of one answer through the events. */
  private static final class EventSteps {
    private final Handle tx;
    private final WorkspaceId workspace;

    /** Ids of people whose newest event is known, as events have them. */
    private final Set<ProfileId> passed = new HashSet<>();

    private int width = STEP;

    EventSteps(Handle tx, WorkspaceId workspace) {
      this.tx = tx;
      this.workspace = workspace;
    }

    /** Adds people, and returns where the next step begins. */
    RecentPlace next(BeforeEvent before, List<ProfileId> people, int limit) {
      List<EventOfPerson> read = read(before);
      boolean full = read.size() > STEP;
      List<EventOfPerson> events = full ? read.subList(0, STEP) : read;
      for (EventOfPerson event : events) {
        if (event.newestOf() != null) {
          people.add(event.newestOf());
          if (people.size() == limit) {
            return event.place();
          }
        }
      }
      events.forEach(event -> {
        if (event.profile() != null) {
          passed.add(event.profile());
        }
      });
      if (!full && (events.isEmpty() || events.getLast().seen() < width)) {
        return new BeforeProfile(ProfileId.BEFORE_ALL);
      }
      width = full ? Math.max(width / GROWTH, STEP) : wider(events.size());
      return events.getLast().place();
    }

    /** Wider after a step that passed over events. */
    private int wider(int taken) {
      return taken < STEP ? Math.min(width * GROWTH, WIDEST) : width;
    }

    /**
     * At most {@value #STEP} events of people who were not passed, newest first, and at the end the
     * oldest event that the step looked at.
     */
    private List<EventOfPerson> read(BeforeEvent before) {
      return tx.createQuery(BY_EVENT)
          .bind("workspace", workspace.value())
          .bind("time", before.time().equals(Instant.MAX) ? "infinity" : before.time().toString())
          .bind("event", before.event())
          .bind("manual", Origin.MANUAL.text())
          .bind("passed", ProfileId.values(passed))
          .bind("width", width)
          .bind("step", STEP)
          .map((rows, _) ->
              new EventOfPerson(
                  new BeforeEvent(rows.getTimestamp(1).toInstant(), rows.getString(2)),
                  ProfileId.ofNullable(rows.getString(3)),
                  ProfileId.ofNullable(rows.getString(4)),
                  rows.getLong(5)))
          .list();
    }
  }

  /**
   * @param newestOf the person whose newest event it is; null if it is not the newest one
   * @param profile the person as the event has it; null if it belongs to nobody
   * @param seen how many events the step looked at
   */
  private record EventOfPerson(
      BeforeEvent place, @Nullable ProfileId newestOf, @Nullable ProfileId profile, long seen) {}

  /** As {@link EventSteps#next}; null at the end of the list. */
  private static @Nullable RecentPlace withoutEvent(
      Handle tx, WorkspaceId workspace, ProfileId before, List<ProfileId> people, int limit) {
    boolean first = before.equals(ProfileId.BEFORE_ALL);
    Query query = tx.createQuery(first ? NEWEST_WITHOUT_EVENT : NEXT_WITHOUT_EVENT);
    if (!first) {
      query.bind("before", before.value());
    }
    List<PersonOfStep> scanned =
        query
            .bind("workspace", workspace.value())
            .bind("manual", Origin.MANUAL.text())
            .bind("step", STEP)
            .map(
                (rows, _) -> new PersonOfStep(new ProfileId(rows.getString(1)), rows.getBoolean(2)))
            .list();
    for (PersonOfStep person : scanned) {
      if (!person.hasEvents()) {
        people.add(person.profile());
        if (people.size() == limit) {
          return new BeforeProfile(person.profile());
        }
      }
    }
    return scanned.size() < STEP ? null : new BeforeProfile(scanned.getLast().profile());
  }

  private record PersonOfStep(ProfileId profile, boolean hasEvents) {}

  @Override
  public List<ProfileId> named(
      WorkspaceId workspace, List<String> words, Collection<String> traits, int limit) {
    return byName(NAMED, workspace, words, traits, limit);
  }

  @Override
  public List<ProfileId> similarlyNamed(
      WorkspaceId workspace, List<String> words, Collection<String> traits, int limit) {
    return byName(SIMILARLY_NAMED, workspace, words, traits, limit);
  }

  private List<ProfileId> byName(
      String sql, WorkspaceId workspace, List<String> words, Collection<String> traits, int limit) {
    if (words.isEmpty() || traits.isEmpty()) {
      return List.of();
    }
    return database.inWorkspace(
        workspace,
        tx -> {
          tx.createQuery("select set_config('statement_timeout', :longest, true)")
              .bind("longest", LONGEST_MILLIS)
              .mapTo(String.class)
              .one();
          return tx.createQuery(sql)
              .bind("words", words.toArray(String[]::new))
              .bind("traits", traits.toArray(String[]::new))
              .bind("limit", limit)
              .map((rows, _) -> new ProfileId(rows.getString(1)))
              .list();
        });
  }

  @Override
  public Map<ProfileId, Listed> read(WorkspaceId workspace, Collection<ProfileId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return database.byKey(
        workspace,
        tx -> {
          TraitPolicies policies = PolicyTable.read(tx, workspace);
          return tx.createQuery(READ)
              .bind("workspace", workspace.value())
              .bind("ids", ProfileId.values(ids))
              .bind("manual", Origin.MANUAL.text())
              .reduceResultSet(
                  new HashMap<ProfileId, Listed>(),
                  (found, rows, _) -> {
                    found.put(new ProfileId(rows.getString(1)), listed(workspace, rows, policies));
                    return found;
                  });
        });
  }

  private static Listed listed(WorkspaceId workspace, ResultSet rows, TraitPolicies policies)
      throws SQLException {
    Profile profile =
        ProfileCodec.read(
            workspace, new ProfileId(rows.getString(2)), rows.getLong(3), rows.getBytes(4));
    Map<String, JsonNode> traits = profile.traits().values(policies);
    Timestamp newest = rows.getTimestamp(5);
    Instant lastEvent = newest == null ? null : newest.toInstant();
    Instant lastSeen =
        lastEvent == null || lastEvent.isBefore(profile.lastSeen())
            ? profile.lastSeen()
            : lastEvent;
    return new Listed(profile.id(), traits, lastSeen, lastEvent);
  }
}
