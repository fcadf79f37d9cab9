package dev.tributary.identity.http;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.profile.ProfileQueries;
import dev.tributary.identity.profile.ProfileQueries.Family;
import dev.tributary.identity.profile.ProfileQueries.Person;
import dev.tributary.runtime.http.MergedProfile;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the person that a path names: by id, or by {@code type:value}. A caller without the right
 * to personal data who names an identifier value uses up the {@link LookupAllowance}.
 */
public final class Profiles {
  /** The operation in the audit trail, where a path or a filter names an identifier. */
  private static final String LOOK_UP = "lookUpProfile";

  private final ProfileQueries reads;
  private final WorkspaceRules rules;
  private final IdentifierGuesses guesses;

  public Profiles(ProfileQueries reads, WorkspaceRules rules, IdentifierGuesses guesses) {
    this.reads = reads;
    this.rules = rules;
    this.guesses = guesses;
  }

  /**
   * @param named a {@code prf_} id, whose merges are followed, or {@code type:value}
   * @throws Problem 404, which never repeats an identifier; 429 where the allowance of the caller
   *     is used up
   */
  public Person require(Workspace workspace, String named) {
    return id(workspace, named)
        .flatMap(id -> reads.find(workspace.id(), id))
        .orElseThrow(Profiles::notFound);
  }

  /** Like {@link #require}, for callers that need only the ids of the person. */
  public Family requireFamily(Workspace workspace, String named) {
    return family(workspace, named).orElseThrow(Profiles::notFound);
  }

  private Optional<Family> family(Workspace workspace, String named) {
    return id(workspace, named).flatMap(id -> reads.family(workspace.id(), id));
  }

  private static Problem notFound() {
    return Problems.NOT_FOUND.problem("There is no such profile");
  }

  /**
   * The id that a path names. There may be no such profile, or it may have been merged into another
   * one.
   */
  private Optional<ProfileId> id(Workspace workspace, String named) {
    int colon = named.indexOf(':');
    return colon < 0
        ? Optional.of(named).filter(text -> text.startsWith(Ids.PROFILE)).map(ProfileId::new)
        : lookup(
                LOOK_UP,
                workspace,
                List.of(new IdentifierText(named.substring(0, colon), named.substring(colon + 1))))
            .getFirst();
  }

  /**
   * Like {@link #require}, for reads: the id of a profile that was merged into another one
   * redirects.
   *
   * @throws MergedProfile with the id of the surviving profile
   */
  public Person requireUnmerged(Workspace workspace, String named) {
    Person person = require(workspace, named);
    requireUnmerged(named, person.profile().id());
    return person;
  }

  /** Like {@link #requireUnmerged}, for callers that need only the ids of the person. */
  public Family requireUnmergedFamily(Workspace workspace, String named) {
    Family family = requireFamily(workspace, named);
    requireUnmerged(named, family.id());
    return family;
  }

  private static void requireUnmerged(String named, ProfileId id) {
    if (named.indexOf(':') < 0 && !named.equals(id.value())) {
      throw new MergedProfile(id);
    }
  }

  /** An identifier as the caller wrote it. */
  public record IdentifierText(String type, String value) {}

  /**
   * The profile ids that identifiers lead to, in the order of the identifiers; empty where no
   * person has it. Normalises values as resolution does.
   *
   * @param operation as in the audit trail
   * @throws Problem 429 where the allowance of the caller is used up
   */
  public List<Optional<ProfileId>> lookup(
      String operation, Workspace workspace, List<IdentifierText> texts) {
    guesses.allow(texts.size());
    IdentifierReader reader = rules.of(workspace);
    List<Optional<Identifier>> identifiers =
        texts.stream().map(each -> reader.identifier(each.type(), each.value())).toList();
    Map<Identifier, ProfileId> found =
        reads.lookup(
            workspace.id(), identifiers.stream().flatMap(Optional::stream).distinct().toList());
    List<Optional<ProfileId>> led = identifiers.stream().map(each -> each.map(found::get)).toList();
    List<@Nullable ProfileId> profiles = new ArrayList<>();
    led.forEach(each -> profiles.add(each.orElse(null)));
    guesses.answered(operation, profiles);
    return led;
  }

  /**
   * The ids of a profile, for another service.
   *
   * @param ids its own, and those of the profiles that were merged into it; only the given name if
   *     there is no such profile
   * @param found the profile to which an identifier leads; null if to none, and for a profile id
   */
  public record LookedUpIds(List<ProfileId> ids, @Nullable ProfileId found) {}

  /**
   * The ids of a profile, for another service, which records the lookup itself.
   *
   * @param guesser the subject of a caller who may not read personal data; null for all others
   * @throws Problem 429 where the allowance of the caller is used up
   */
  public LookedUpIds known(Workspace workspace, String named, @Nullable String guesser) {
    int colon = named.indexOf(':');
    if (colon < 0) {
      return new LookedUpIds(ids(workspace, named, new ProfileId(named)), null);
    }
    if (guesser != null) {
      guesses.allow(workspace.id(), guesser);
    }
    ProfileId found =
        rules
            .of(workspace)
            .identifier(named.substring(0, colon), named.substring(colon + 1))
            .map(identifier -> reads.lookup(workspace.id(), List.of(identifier)).get(identifier))
            .orElse(null);
    return new LookedUpIds(
        found == null ? List.of(new ProfileId(named)) : ids(workspace, named, found), found);
  }

  private List<ProfileId> ids(Workspace workspace, String named, ProfileId id) {
    return Optional.of(id)
        .filter(each -> each.value().startsWith(Ids.PROFILE))
        .flatMap(profile -> reads.family(workspace.id(), profile))
        .map(Family::ids)
        .orElse(List.of(new ProfileId(named)));
  }
}
