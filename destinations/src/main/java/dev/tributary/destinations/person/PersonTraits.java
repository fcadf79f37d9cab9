package dev.tributary.destinations.person;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Collection;
import java.util.Map;

/** Reads the traits of people. Thread-safe. */
public interface PersonTraits {
  /**
   * The traits by the asked ids, in one query. The id of a merged profile has the traits of the
   * surviving profile. A person who has not arrived at this service is absent.
   */
  Map<ProfileId, Map<String, JsonNode>> of(WorkspaceId workspace, Collection<ProfileId> profiles);
}
