package dev.tributary.identity.postgres.name;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.name.NameWords;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.runtime.postgres.Columns;
import dev.tributary.runtime.tenancy.PersonLabels;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The names by which people are found, within the transaction that saves their profiles. All values
 * that sources have given count, whichever of them the policy of the trait shows. A trigger of the
 * database removes the names of a profile that ends. Confined to one transaction.
 */
public final class ProfileNames {
  private static final Set<String> TRAITS = Set.copyOf(PersonLabels.NAMES);

  /** Rows of traits that no longer have a name. */
  private static final String REMOVE =
      """
      delete from profile_name n
      using unnest(?::text[], ?::text[], ?::text[]) u(workspace, profile, kept)
      where n.workspace = u.workspace and n.profile = u.profile
        and not n.trait = any(string_to_array(u.kept, ','))\
      """;

  private static final String SAVE =
      """
      insert into profile_name (workspace, profile, trait, name)
      select * from unnest(?::text[], ?::text[], ?::text[], ?::text[])
      on conflict (workspace, profile, trait) do update set name = excluded.name
      where profile_name.name <> excluded.name\
      """;

  private final Connection tx;

  public ProfileNames(Connection tx) {
    this.tx = tx;
  }

  private record Name(WorkspaceId workspace, ProfileId profile, String trait, String name) {}

  private record Kept(ProfileRef profile, List<String> traits) {}

  /**
   * @param changed profiles, each once
   */
  public void save(Collection<Profile> changed) throws SQLException {
    List<Name> names = new ArrayList<>();
    List<Kept> kept = new ArrayList<>();
    for (Profile profile : changed) {
      List<Name> own = of(profile);
      names.addAll(own);
      kept.add(
          new Kept(
              new ProfileRef(profile.workspace(), profile.id()),
              own.stream().map(Name::trait).toList()));
    }
    try (PreparedStatement statement = tx.prepareStatement(REMOVE)) {
      new Columns<>(statement, kept)
          .workspace(each -> each.profile().workspace())
          .profile(each -> each.profile().profile())
          .text(each -> String.join(",", each.traits()));
      statement.executeUpdate();
    }
    if (names.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(SAVE)) {
      new Columns<>(statement, names)
          .workspace(Name::workspace)
          .profile(Name::profile)
          .text(Name::trait)
          .text(Name::name);
      statement.executeUpdate();
    }
  }

  private static List<Name> of(Profile profile) {
    if (TRAITS.stream().noneMatch(profile.traits()::has)) {
      return List.of();
    }
    // A trait that a user has deleted has no value, whatever the sources have given before.
    Set<String> valued = profile.traits().values(TraitPolicies.LATEST).keySet();
    List<Name> names = new ArrayList<>();
    profile
        .traits()
        .forEach((trait, given) -> {
          if (TRAITS.contains(trait) && valued.contains(trait)) {
            String name =
                NameWords.stored(
                    given.values().stream()
                        .map(TraitValue::value)
                        .filter(value -> value.isTextual())
                        .map(value -> value.textValue())
                        .sorted());
            if (!name.isEmpty()) {
              names.add(new Name(profile.workspace(), profile.id(), trait, name));
            }
          }
        });
    return names;
  }
}
