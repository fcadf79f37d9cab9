package dev.tributary.identity.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.definition.TraitClasses;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileConsents.ProfileConsent;
import dev.tributary.identity.claim.LeftOut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The profiles of a workspace. Thread-safe. */
public interface ProfileQueries {
  /** The profiles to which identifiers lead; an identifier without a profile is absent. */
  Map<Identifier, ProfileId> lookup(WorkspaceId workspace, Collection<Identifier> identifiers);

  /**
   * The ids of a profile.
   *
   * @param mergedFrom ids that lead here since a merge
   */
  record Family(ProfileId id, List<ProfileId> mergedFrom) {
    public List<ProfileId> ids() {
      List<ProfileId> ids = new ArrayList<>(mergedFrom);
      ids.add(id);
      return ids;
    }
  }

  /**
   * @param id of a profile, or of one that was merged into it
   */
  Optional<Family> family(WorkspaceId workspace, ProfileId id);

  /**
   * A profile with its evidence.
   *
   * @param lastSeen when its newest event or row happened
   * @param policies with which its traits are decided
   * @param classes the classification of its traits
   */
  record Person(
      Profile profile,
      Family family,
      List<Edge> edges,
      Instant lastSeen,
      TraitPolicies policies,
      TraitClasses classes) {}

  /**
   * @param id of a profile, or of one that was merged into it
   */
  Optional<Person> find(WorkspaceId workspace, ProfileId id);

  /**
   * Identifiers that the newest events and rows of a profile named and that did not count, each
   * once, newest first. Some of them may count by now.
   */
  List<LeftOut> leftOut(WorkspaceId workspace, ProfileId profile);

  /**
   * The traits of several people, with the values that win, by the ids that were asked for; an id
   * without a profile is absent. One query for all of them.
   *
   * @param ids of profiles, or of profiles that were merged into others
   */
  Map<ProfileId, Map<String, JsonNode>> traits(WorkspaceId workspace, Collection<ProfileId> ids);

  /**
   * The consent of several profiles at their present versions, by the ids that were asked for; an
   * id without a profile is absent. A profile that was merged has its last version, and the consent
   * of the profile that it leads to.
   *
   * @param ids of profiles, or of profiles that were merged into others
   */
  List<ProfileConsent> consents(WorkspaceId workspace, Collection<ProfileId> ids);

  /**
   * One answer of a person.
   *
   * @param about {@code consent} or {@code subscription}
   * @param name the purpose or the channel
   * @param cause the event, command or run that contained it
   */
  record Answered(
      String about,
      String name,
      String state,
      String source,
      SourceKind by,
      String cause,
      Instant time) {}

  /** Newest first. */
  List<Answered> answers(WorkspaceId workspace, List<ProfileId> profiles, int limit);

  /**
   * How many profiles, identifiers and merges the workspace has.
   *
   * @param profiles the number of profiles; merged profiles count once
   * @param identifiers how many identifiers all profiles have
   * @param merges how many profiles were merged into another
   * @param waiting quarantined inputs that wait for a decision of a user
   */
  record Summary(long profiles, long identifiers, long merges, long waiting) {}

  Summary summary(WorkspaceId workspace);
}
