package dev.tributary.destinations.postgres;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.desired.IdentifierRef;
import dev.tributary.destinations.desired.KnownProfile;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The copies of people that the desired state depends on: the highest version of each person, the
 * merges, and the memberships of audiences. All methods work within the caller's transaction and
 * lock people in order of workspace and id.
 */
public final class PostgresPeople {
  private static final int MERGES = 0x6d65_7267;

  /** Sorted, so that transactions take the locks in the same order. */
  private static final String LOCK_MERGES =
      """
      select pg_advisory_xact_lock(?, l.number) from (
        select distinct cast(hashtextextended(p, 0) & 255 as int) as number
        from unnest(?::text[]) p order by 1 offset 0) l\
      """;

  private record Held(long version, String identifiersHash, Consent consent) {}

  /**
   * The changes that the states of a poll caused.
   *
   * @param newer people whose state is new
   * @param answered those of them whose consent changed
   */
  public record Kept(Set<ProfileRef> newer, Set<ProfileRef> answered) {}

  /**
   * Stores the newer states. The late state of a profile that was merged in the meantime has no
   * effect.
   *
   * @param states the newest of the poll, by person
   */
  public Kept keep(Connection tx, SortedMap<ProfileRef, ProfileState> states) throws SQLException {
    SortedMap<ProfileRef, ProfileState> unknown = new TreeMap<>(states);
    unknown.keySet().removeAll(known(tx, states));
    if (unknown.isEmpty()) {
      return new Kept(Set.of(), Set.of());
    }
    Map<ProfileRef, Held> held = lock(tx, unknown.keySet());
    List<ProfileState> newer = new ArrayList<>();
    List<ProfileState> renamed = new ArrayList<>();
    Set<ProfileRef> consentChanged = new HashSet<>();
    unknown.forEach((who, state) -> {
      Held before = held.get(who);
      if (before != null && before.version() >= state.version()) {
        return;
      }
      newer.add(state);
      if (before == null || !before.identifiersHash().equals(identifiersHash(state))) {
        renamed.add(state);
      }
      Consent knownBefore = before == null ? Consent.UNKNOWN : before.consent();
      if (!knownBefore.equals(Consent.of(state.consent()))) {
        consentChanged.add(who);
      }
    });
    upsert(tx, newer);
    name(tx, renamed);
    return new Kept(
        newer.stream()
            .map(state -> new ProfileRef(state.workspace(), state.profile()))
            .collect(Collectors.toSet()),
        consentChanged);
  }

  /**
   * The people that are stored with that version or a later one, or were merged. Takes no locks.
   * {@code exists} in place of {@code select true} would let the planner read a whole table into a
   * hash for each call.
   */
  private static Set<ProfileRef> known(Connection tx, SortedMap<ProfileRef, ProfileState> states)
      throws SQLException {
    Set<ProfileRef> known = new HashSet<>();
    if (states.isEmpty()) {
      return known;
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select u.workspace, u.profile from unnest(?, ?, ?) as u(workspace, profile, version)
            where (select true from person p
                where p.workspace = u.workspace and p.profile = u.profile
                  and p.version >= u.version)
              or (select true from person_alias a
                where a.workspace = u.workspace and a.profile = u.profile)
              or (select true from separated_alias s
                where s.workspace = u.workspace and s.profile = u.profile)\
            """)) {
      new Columns<>(statement, states.values())
          .workspace(ProfileState::workspace)
          .profile(ProfileState::profile)
          .longs(ProfileState::version);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          known.add(
              new ProfileRef(new WorkspaceId(rows.getString(1)), new ProfileId(rows.getString(2))));
        }
      }
    }
    return known;
  }

  private static Map<ProfileRef, Held> lock(Connection tx, Collection<ProfileRef> people)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select p.workspace, p.profile, p.version, p.identifiers_hash, p.granted, p.denied
            from person p join unnest(?, ?) as u(workspace, profile)
              on p.workspace = u.workspace and p.profile = u.profile
            order by p.workspace, p.profile for update of p\
            """)) {
      new Columns<>(statement, people)
          .workspace(ProfileRef::workspace)
          .profile(ProfileRef::profile);
      Map<ProfileRef, Held> held = new HashMap<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          held.put(
              new ProfileRef(new WorkspaceId(rows.getString(1)), new ProfileId(rows.getString(2))),
              new Held(rows.getLong(3), rows.getString(4), consent(rows, 5, 6)));
        }
      }
      return held;
    }
  }

  public static Consent consent(ResultSet rows, int granted, int denied) throws SQLException {
    return new Consent(texts(rows, granted), texts(rows, denied));
  }

  private static Set<String> texts(ResultSet rows, int column) throws SQLException {
    java.sql.Array array = rows.getArray(column);
    return array == null ? Set.of() : new HashSet<>(List.of((String[]) array.getArray()));
  }

  private static void upsert(Connection tx, List<ProfileState> states) throws SQLException {
    if (states.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            insert into person (workspace, profile, version, identifiers_hash, granted, denied, state)
            select workspace, profile, version, identifiers_hash,
              string_to_array(granted, E'\\n'), string_to_array(denied, E'\\n'), state
            from unnest(?, ?, ?, ?, ?, ?, ?)
              as u(workspace, profile, version, identifiers_hash, granted, denied, state)
            on conflict (workspace, profile) do update set version = excluded.version,
              identifiers_hash = excluded.identifiers_hash, granted = excluded.granted,
              denied = excluded.denied, state = excluded.state
            where person.version < excluded.version\
            """)) {
      new Columns<>(statement, states)
          .workspace(ProfileState::workspace)
          .profile(ProfileState::profile)
          .longs(ProfileState::version)
          .text(PostgresPeople::identifiersHash)
          .text(state -> lines(Consent.of(state.consent()).granted()))
          .text(state -> lines(Consent.of(state.consent()).denied()))
          .bytes(Json::write);
      statement.executeUpdate();
    }
  }

  private static String lines(Set<String> values) {
    return String.join("\n", values);
  }

  private static void name(Connection tx, List<ProfileState> states) throws SQLException {
    SortedMap<IdentifierRef, String> names = new TreeMap<>();
    for (ProfileState state : states) {
      for (Identifier identifier : state.identifiers()) {
        names.put(IdentifierRef.of(state.workspace(), identifier), state.profile().value());
      }
    }
    if (names.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            insert into person_identifier (workspace, ref, profile)
            select * from unnest(?, ?, ?)
            on conflict (workspace, ref) do update set profile = excluded.profile
            where person_identifier.profile <> excluded.profile\
            """)) {
      new Columns<>(statement, names.entrySet())
          .workspace(each -> each.getKey().workspace())
          .text(each -> each.getKey().ref())
          .text(Map.Entry::getValue);
      statement.executeUpdate();
    }
  }

  private static String identifiersHash(ProfileState state) {
    return Integer.toHexString(state.identifiers().hashCode()) + "-" + state.identifiers().size();
  }

  /**
   * Waits for other transactions that merge the same profiles. The merges of a chain, such as a
   * into b and b into c, arrive in different partitions. Each transaction must see the merges of
   * the other one; else a would lead to b, which is gone. Called before any row is locked.
   *
   * <p>The ids share 256 locks, because PostgreSQL has room for some thousands. So transactions
   * with merges of different profiles may wait for each other, which is harmless.
   */
  public void lockMerges(Connection tx, Collection<ProfileMessage.Merged> merged)
      throws SQLException {
    if (merged.isEmpty()) {
      return;
    }
    List<String> profiles =
        merged.stream()
            .flatMap(each -> Stream.of(each.profile().value(), each.into().value()))
            .toList();
    try (PreparedStatement statement = tx.prepareStatement(LOCK_MERGES)) {
      statement.setInt(1, MERGES);
      new Columns<>(statement, 2, profiles).text(each -> each);
      statement.executeQuery().close();
    }
  }

  /**
   * Deletes the loser's copy. Its id, and the ids that were merged into it, lead to the winner from
   * now on.
   */
  public void merge(Connection tx, Collection<ProfileMessage.Merged> merged) throws SQLException {
    for (ProfileMessage.Merged each : merged) {
      try (PreparedStatement alias =
              tx.prepareStatement(
                  """
                  insert into person_alias (workspace, profile, into_profile)
                  select ?, ?, coalesce((select into_profile from person_alias
                    where workspace = ? and profile = ?), ?)
                  on conflict (workspace, profile) do update set into_profile = excluded.into_profile\
                  """);
          PreparedStatement shorten =
              tx.prepareStatement(
                  """
                  update person_alias a set into_profile = b.into_profile from person_alias b
                  where a.workspace = ? and a.into_profile = ?
                    and b.workspace = a.workspace and b.profile = a.into_profile\
                  """);
          PreparedStatement forget =
              tx.prepareStatement("delete from person where workspace = ? and profile = ?")) {
        alias.setString(1, each.workspace().value());
        alias.setString(2, each.profile().value());
        alias.setString(3, each.workspace().value());
        alias.setString(4, each.into().value());
        alias.setString(5, each.into().value());
        alias.executeUpdate();
        shorten.setString(1, each.workspace().value());
        shorten.setString(2, each.profile().value());
        shorten.executeUpdate();
        forget.setString(1, each.workspace().value());
        forget.setString(2, each.profile().value());
        forget.executeUpdate();
      }
    }
  }

  /** Highest sequence wins. */
  public void keepMemberships(Connection tx, Collection<MembershipChange> changes)
      throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    TreeMap<String, MembershipChange> newest = new TreeMap<>();
    for (MembershipChange change : changes) {
      newest.merge(
          change.workspace().value() + '\n' + change.profile() + '\n' + change.audience(),
          change,
          (a, b) -> a.sequence() >= b.sequence() ? a : b);
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            insert into membership (workspace, profile, audience, sequence, member, profile_version)
            select * from unnest(?, ?, ?, ?, ?, ?)
            on conflict (workspace, profile, audience) do update set sequence = excluded.sequence,
              member = excluded.member, profile_version = excluded.profile_version
            where membership.sequence < excluded.sequence\
            """)) {
      new Columns<>(statement, newest.values())
          .workspace(MembershipChange::workspace)
          .profile(MembershipChange::profile)
          .text(MembershipChange::audience)
          .longs(MembershipChange::sequence)
          .flags(change -> change.change() == MembershipChange.Change.ENTER)
          .longs(MembershipChange::profileVersion);
      statement.executeUpdate();
    }
  }

  /** The current profiles of these people, each with all its ids, the current one first. */
  public Map<ProfileRef, List<ProfileId>> current(Connection tx, Collection<ProfileRef> people)
      throws SQLException {
    Map<ProfileRef, List<ProfileId>> current = new LinkedHashMap<>();
    if (people.isEmpty()) {
      return current;
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            with now as (
              select distinct u.workspace,
                coalesce(a.into_profile, s.into_profile, u.profile) as profile
              from unnest(?, ?) as u(workspace, profile)
              left join separated_alias s on s.workspace = u.workspace and s.profile = u.profile
              left join person_alias a on a.workspace = u.workspace
                and a.profile = coalesce(s.into_profile, u.profile)),
            reached as (
              select n.workspace, n.profile, n.profile as id from now n
              union all
              select n.workspace, n.profile, a.profile from now n
              join person_alias a on a.workspace = n.workspace and a.into_profile = n.profile),
            known as (
              select r.workspace, r.profile, r.id from reached r
              where not exists (select from separated_alias s
                where s.workspace = r.workspace and s.profile = r.id)
              union all
              select r.workspace, r.profile, s.profile from reached r
              join separated_alias s on s.workspace = r.workspace and s.into_profile = r.id)
            select n.workspace, n.profile,
              array_remove(array_agg(k.id order by k.id), n.profile)
            from now n
            left join known k on k.workspace = n.workspace and k.profile = n.profile
            group by n.workspace, n.profile order by n.workspace, n.profile\
            """)) {
      new Columns<>(statement, people)
          .workspace(ProfileRef::workspace)
          .profile(ProfileRef::profile);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ProfileRef who =
              new ProfileRef(new WorkspaceId(rows.getString(1)), new ProfileId(rows.getString(2)));
          List<ProfileId> ids = new ArrayList<>(List.of(who.profile()));
          for (String id : (String[]) rows.getArray(3).getArray()) {
            ids.add(new ProfileId(id));
          }
          current.put(who, ids);
        }
      }
    }
    return current;
  }

  /** Assigns the identifiers of these people to them again, and returns their states. */
  public List<ProfileState> reassignIdentifiers(Connection tx, Collection<ProfileRef> people)
      throws SQLException {
    List<ProfileState> states =
        load(tx, current(tx, people).keySet()).values().stream().map(KnownProfile::state).toList();
    name(tx, states);
    return states;
  }

  /** Locks and reads; people without a state are absent. */
  public Map<ProfileRef, KnownProfile> load(Connection tx, Collection<ProfileRef> people)
      throws SQLException {
    Map<ProfileRef, KnownProfile> known = new LinkedHashMap<>();
    if (people.isEmpty()) {
      return known;
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select p.workspace, p.profile, p.state
            from person p join unnest(?, ?) as u(workspace, profile)
              on p.workspace = u.workspace and p.profile = u.profile
            order by p.workspace, p.profile for update of p\
            """)) {
      new Columns<>(statement, people)
          .workspace(ProfileRef::workspace)
          .profile(ProfileRef::profile);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          known.put(
              new ProfileRef(new WorkspaceId(rows.getString(1)), new ProfileId(rows.getString(2))),
              new KnownProfile(
                  Json.read(rows.getBytes(3), ProfileState.class),
                  new HashMap<>(),
                  new HashSet<>()));
        }
      }
    }
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select m.workspace, m.profile, m.audience, m.member, m.profile_version
            from membership m join unnest(?, ?) as u(workspace, profile)
              on m.workspace = u.workspace and m.profile = u.profile\
            """)) {
      new Columns<>(statement, known.keySet())
          .workspace(ProfileRef::workspace)
          .profile(ProfileRef::profile);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          KnownProfile person =
              known.get(
                  new ProfileRef(
                      new WorkspaceId(rows.getString(1)), new ProfileId(rows.getString(2))));
          if (person == null) {
            continue;
          }
          if (rows.getLong(5) <= person.state().version()) {
            person.decided().put(rows.getString(3), rows.getBoolean(4));
          } else {
            person.undecided().add(rows.getString(3));
          }
        }
      }
    }
    return known;
  }

  /** The next people of a backfill, in order of their ids. */
  public List<ProfileRef> after(Connection tx, WorkspaceId workspace, String place, int limit)
      throws SQLException {
    return walk(
        tx,
        "select profile from person where workspace = ? and profile > ? order by profile limit ?",
        workspace,
        place,
        limit,
        null);
  }

  /** The next people of a backfill of an audience: those who are or were members. */
  public List<ProfileRef> after(
      Connection tx, WorkspaceId workspace, String audience, String place, int limit)
      throws SQLException {
    return walk(
        tx,
        """
        select profile from membership where workspace = ? and profile > ?
          and audience = ? order by profile limit ?\
        """,
        workspace,
        place,
        limit,
        audience);
  }

  private static List<ProfileRef> walk(
      Connection tx,
      String sql,
      WorkspaceId workspace,
      String place,
      int limit,
      @org.jspecify.annotations.Nullable String audience)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      int index = 1;
      statement.setString(index++, workspace.value());
      statement.setString(index++, place);
      if (audience != null) {
        statement.setString(index++, audience);
      }
      statement.setInt(index, limit);
      List<ProfileRef> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new ProfileRef(workspace, new ProfileId(rows.getString(1))));
        }
      }
      return found;
    }
  }
}
