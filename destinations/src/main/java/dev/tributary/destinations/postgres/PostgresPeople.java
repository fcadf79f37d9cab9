package dev.tributary.destinations.postgres;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.desired.IdentifierRef;
import dev.tributary.destinations.desired.KnownProfile;
import dev.tributary.destinations.desired.PeopleStore.Kept;
import dev.tributary.runtime.postgres.Columns;
import dev.tributary.runtime.replica.Merge;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import dev.tributary.runtime.replica.ProfileReplicaSql;
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

/**
 * The copies of people that the desired state depends on: the highest version of each person, and
 * the memberships of audiences. The merges are in {@code runtime.replica}. All methods work within
 * the caller's transaction and lock people in order of workspace and id.
 */
public final class PostgresPeople {
  private static final String KNOWN =
      """
      select u.workspace, u.profile from unnest(?, ?, ?) as u(workspace, profile, version)
      where (select true from person p
          where p.workspace = u.workspace and p.profile = u.profile
            and p.version >= u.version)
        or %s or %s\
      """
          .formatted(
              ProfileReplicaSql.isAbsorbed("u.workspace", "u.profile"),
              ProfileReplicaSql.isUnmerged("u.workspace", "u.profile"));

  private static final String DELETE =
      """
      with gone as materialized (
        select p.workspace, p.profile from person p join unnest(?, ?) as u(workspace, profile)
          on p.workspace = u.workspace and p.profile = u.profile
        order by p.workspace, p.profile for update of p)
      delete from person p using gone g where p.workspace = g.workspace and p.profile = g.profile\
      """;

  private record Held(long version, String identifiersHash, Consent consent) {}

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
    try (PreparedStatement statement = tx.prepareStatement(KNOWN)) {
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

  /** Follows merges, and deletes the copies of the absorbed profiles. */
  public void merge(Connection tx, Collection<Merge> merges) throws SQLException {
    if (merges.isEmpty()) {
      return;
    }
    new PostgresProfileReplica(tx).merge(merges);
    try (PreparedStatement statement = tx.prepareStatement(DELETE)) {
      new Columns<>(statement, merges)
          .workspace(each -> each.absorbed().workspace())
          .profile(each -> each.absorbed().profile());
      statement.executeUpdate();
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
          .text(change -> change.audience().value())
          .longs(MembershipChange::sequence)
          .flags(change -> change.change() == MembershipChange.Change.ENTER)
          .longs(MembershipChange::profileVersion);
      statement.executeUpdate();
    }
  }

  /** Assigns the identifiers of these people to them again, and returns their states. */
  public List<ProfileState> reassignIdentifiers(Connection tx, Collection<ProfileRef> people)
      throws SQLException {
    Set<ProfileRef> current = new PostgresProfileReplica(tx).ids(people).keySet();
    List<ProfileState> states =
        load(tx, current).values().stream().map(KnownProfile::state).toList();
    name(tx, states);
    return states;
  }

  /** Locks and reads; people without a state are absent. */
  public Map<ProfileRef, KnownProfile> load(Connection tx, Collection<ProfileRef> people)
      throws SQLException {
    return read(tx, people, " for update of p");
  }

  /** Reads the same people without locks, for a caller that writes nothing. */
  public static Map<ProfileRef, KnownProfile> look(Connection tx, Collection<ProfileRef> people)
      throws SQLException {
    return read(tx, people, "");
  }

  private static Map<ProfileRef, KnownProfile> read(
      Connection tx, Collection<ProfileRef> people, String lock) throws SQLException {
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
            order by p.workspace, p.profile\
            """
                + lock)) {
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
            person.decided().put(new AudienceId(rows.getString(3)), rows.getBoolean(4));
          } else {
            person.undecided().add(new AudienceId(rows.getString(3)));
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
      Connection tx, WorkspaceId workspace, AudienceId audience, String place, int limit)
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
      @org.jspecify.annotations.Nullable AudienceId audience)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      int index = 1;
      statement.setString(index++, workspace.value());
      statement.setString(index++, place);
      if (audience != null) {
        statement.setString(index++, audience.value());
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
