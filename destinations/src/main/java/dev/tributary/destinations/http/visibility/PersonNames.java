package dev.tributary.destinations.http.visibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.person.PersonTraits;
import dev.tributary.runtime.tenancy.PersonLabel;
import dev.tributary.runtime.tenancy.PersonLabels;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** The labels of the people in one answer, whose traits are read in one query. */
public final class PersonNames {
  private final PersonLabels labels;
  private final Map<ProfileId, Map<String, JsonNode>> traits;

  private PersonNames(PersonLabels labels, Map<ProfileId, Map<String, JsonNode>> traits) {
    this.labels = labels;
    this.traits = traits;
  }

  /** Reads the people; the ids may also be those of merged profiles. */
  public static PersonNames of(
      Collection<ProfileId> profiles,
      PersonTraits people,
      VisibilityPolicy visibilityPolicy,
      Tenant tenant) {
    return new PersonNames(
        new PersonLabels(visibilityPolicy.of(tenant)), people.of(tenant.workspaceId(), profiles));
  }

  /**
   * @param profile one of the people that were read
   */
  public PersonLabel of(ProfileId profile) {
    return labels.of(profile, traits.getOrDefault(profile, Map.of()));
  }

  /** The people of whom a label shows personal data, for the audit trail. */
  public Set<ProfileId> shown() {
    return labels.shown();
  }
}
