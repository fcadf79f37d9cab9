package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.profile.ProfileQueries;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.tenancy.PersonLabel;
import dev.tributary.runtime.tenancy.PersonLabels;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Visibility;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The labels of the people on a page, read with one query for the whole page. Thread-safe. */
public final class PeopleLabels {
  private final Tenant tenant;
  private final ProfileQueries profiles;
  private final TraitQueries traits;
  private final ReadTrail trail;

  public PeopleLabels(
      Tenant tenant, ProfileQueries profiles, TraitQueries traits, ReadTrail trail) {
    this.tenant = tenant;
    this.profiles = profiles;
    this.traits = traits;
    this.trail = trail;
  }

  /**
   * The labels of the people of an answer.
   *
   * @param shown the people of whom a label shows personal data
   */
  public record Labels(Map<ProfileId, PersonLabel> byProfile, Set<ProfileId> shown) {
    /**
     * @param profile one of the people of the answer
     */
    public PersonLabel of(ProfileId profile) {
      return Objects.requireNonNull(byProfile.get(profile), "Without a label");
    }

    /** Null for null. */
    public @Nullable PersonLabel ofNullable(@Nullable ProfileId profile) {
      return profile == null ? null : of(profile);
    }
  }

  /**
   * Without an entry in the trail of reads: the caller adds it.
   *
   * @param people also ids that were merged into others, and ids without a profile
   */
  public Labels of(Collection<ProfileId> people) {
    Set<ProfileId> asked = Set.copyOf(people);
    PersonLabels labels =
        new PersonLabels(Visibility.of(tenant, traits.classes(tenant.workspaceId())));
    Map<ProfileId, Map<String, JsonNode>> known = profiles.traits(tenant.workspaceId(), asked);
    Map<ProfileId, PersonLabel> byProfile = new HashMap<>();
    asked.forEach(profile ->
        byProfile.put(profile, labels.of(profile, known.getOrDefault(profile, Map.of()))));
    return new Labels(byProfile, labels.shown());
  }

  /**
   * As {@link #of}, with an entry in the trail of reads for each person who is shown by personal
   * data.
   *
   * @param operation its name in the API's document
   * @throws Problem 503 if the read cannot be recorded
   */
  public Labels onRecord(String operation, Collection<ProfileId> people) {
    Labels labels = of(people);
    trail.shown(operation, labels.shown());
    return labels;
  }
}
