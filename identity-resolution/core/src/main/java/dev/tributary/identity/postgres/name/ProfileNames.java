package dev.tributary.identity.postgres.name;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.Traits;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names by which people are found, within the transaction that saves their profiles. Profiles
 * whose names did not change since they were read cost no statement, and if no value of a name
 * changed, a comparison of the values only. A trigger of the database removes the names of a
 * profile that ends. Confined to one transaction.
 */
public final class ProfileNames {
  /** Rows of traits that no longer have a name. */
  private static final String REMOVE =
      """
      delete from profile_name n
      using unnest(?::text[], ?::text[], ?::text[]) u(workspace, profile, trait)
      where n.workspace = u.workspace and n.profile = u.profile and n.trait = u.trait\
      """;

  private static final String SAVE =
      """
      insert into profile_name (workspace, profile, trait, name)
      select * from unnest(?::text[], ?::text[], ?::text[], ?::text[])
      on conflict (workspace, profile, trait) do update set name = excluded.name
      where profile_name.name <> excluded.name\
      """;

  private static final String STORED =
      """
      select n.workspace, n.profile, n.trait from profile_name n
      join unnest(?::text[], ?::text[]) u(workspace, profile)
        on n.workspace = u.workspace and n.profile = u.profile\
      """;

  private static final Traits NONE = new Traits();

  private final Connection tx;

  /** The values of the names of profiles that have any, as their names are stored. */
  private final Map<ProfileRef, Traits> stored = new HashMap<>();

  public ProfileNames(Connection tx) {
    this.tx = tx;
  }

  private record Trait(ProfileRef profile, String trait) {}

  private record Name(Trait of, String name) {}

  /**
   * Remembers the names of a profile, whose lock this transaction has, to compare them when it is
   * saved.
   */
  public void read(Profile profile) {
    remember(profile);
  }

  /** Profiles that were deleted, with their names. */
  public void removed(Collection<ProfileRef> profiles) {
    profiles.forEach(stored::remove);
  }

  /**
   * Saves the names of profiles whose names differ from those that were read, with at most one
   * statement for their names and one for names that ended. A profile that was not read had none.
   *
   * @param changed profiles, each once
   */
  public void save(Collection<Profile> changed) throws SQLException {
    List<Name> names = new ArrayList<>();
    List<Trait> ended = new ArrayList<>();
    for (Profile profile : changed) {
      Traits read = stored.getOrDefault(key(profile), NONE);
      if (profile.traits().haveSameValues(NamesOfProfile.TRAITS, read)) {
        continue;
      }
      Map<String, List<String>> before = NamesOfProfile.texts(read);
      Map<String, List<String>> now = NamesOfProfile.texts(profile.traits());
      if (!now.equals(before)) {
        compare(key(profile), before, now, names, ended);
        remember(profile);
      }
    }
    remove(ended);
    insert(names);
  }

  private static void compare(
      ProfileRef key,
      Map<String, List<String>> before,
      Map<String, List<String>> now,
      List<Name> changed,
      List<Trait> ended) {
    Map<String, String> names = NamesOfProfile.of(now);
    names.forEach((trait, name) -> changed.add(new Name(new Trait(key, trait), name)));
    before.keySet().stream()
        .filter(trait -> !names.containsKey(trait))
        .forEach(trait -> ended.add(new Trait(key, trait)));
  }

  /**
   * Repairs the names of profiles that another version may have saved without their names. Names
   * that are stored as they should be are not written again.
   *
   * @param profiles whose locks this transaction has
   */
  public void complete(Collection<Profile> profiles) throws SQLException {
    List<Name> names = new ArrayList<>();
    Set<Trait> ended = stored(profiles);
    for (Profile profile : profiles) {
      NamesOfProfile.of(NamesOfProfile.texts(profile.traits()))
          .forEach((trait, name) -> names.add(new Name(new Trait(key(profile), trait), name)));
    }
    names.forEach(name -> ended.remove(name.of()));
    remove(ended);
    insert(names);
  }

  /** The traits whose names are stored. */
  private Set<Trait> stored(Collection<Profile> profiles) throws SQLException {
    Set<Trait> traits = new HashSet<>();
    try (PreparedStatement statement = tx.prepareStatement(STORED)) {
      new Columns<>(statement, profiles).workspace(Profile::workspace).profile(Profile::id);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ProfileRef profile =
              new ProfileRef(new WorkspaceId(rows.getString(1)), new ProfileId(rows.getString(2)));
          traits.add(new Trait(profile, rows.getString(3)));
        }
      }
    }
    return traits;
  }

  private void remove(Collection<Trait> ended) throws SQLException {
    if (ended.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(REMOVE)) {
      new Columns<>(statement, ended)
          .workspace(each -> each.profile().workspace())
          .profile(each -> each.profile().profile())
          .text(Trait::trait);
      statement.executeUpdate();
    }
  }

  private void insert(List<Name> names) throws SQLException {
    if (names.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(SAVE)) {
      new Columns<>(statement, names)
          .workspace(each -> each.of().profile().workspace())
          .profile(each -> each.of().profile().profile())
          .text(each -> each.of().trait())
          .text(Name::name);
      statement.executeUpdate();
    }
  }

  private void remember(Profile profile) {
    Traits names = profile.traits().only(NamesOfProfile.TRAITS);
    if (names.isEmpty()) {
      stored.remove(key(profile));
    } else {
      stored.put(key(profile), names);
    }
  }

  private static ProfileRef key(Profile profile) {
    return new ProfileRef(profile.workspace(), profile.id());
  }
}
