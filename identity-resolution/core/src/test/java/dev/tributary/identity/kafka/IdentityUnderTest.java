package dev.tributary.identity.kafka;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.identity.loop.RebuildHandler;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.runtime.loop.Input;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Identity resolution on some stores, as the model tests drive it and look into it. */
public interface IdentityUnderTest {
  /** For tests without rebuilds. */
  RebuildHandler<IdentityTransaction> NO_REBUILDS =
      (_, _, _, _) -> {
        throw new UnsupportedOperationException("The test has no rebuilds");
      };

  /** One poll, one transaction. */
  List<Message> apply(Input... inputs) throws Exception;

  /** A poll whose transaction is rolled back; nothing is published. */
  void applyAndRollBack(List<Input> inputs) throws Exception;

  /** Defines a model of people. */
  void define(WorkspaceId workspace, String id, long version, ModelBody body);

  void rules(WorkspaceId workspace, long version, IdentityRules rules) throws Exception;

  /**
   * @param policies by trait
   */
  void policies(WorkspaceId workspace, Map<String, TraitPolicy> policies) throws Exception;

  Published published();

  /** The profile to which an identifier leads. */
  Optional<ProfileId> leadsTo(WorkspaceId workspace, Identifier identifier) throws Exception;

  /** The stored profiles. */
  List<ProfileId> profiles(WorkspaceId workspace) throws Exception;

  /** The ids of profiles that were merged into others. */
  List<ProfileId> mergedProfiles(WorkspaceId workspace) throws Exception;

  List<Edge> evidence(WorkspaceId workspace, Collection<Identifier> identifiers) throws Exception;

  /** The present profile of each event that was applied. */
  Map<String, ProfileId> owners(WorkspaceId workspace) throws Exception;

  /** Whether two identifiers with a cut between them lead to one profile. */
  boolean joinsWhatIsCut(WorkspaceId workspace) throws Exception;

  default List<ProfileState> people() {
    return published().people();
  }

  default ProfileState person(String type, String value) {
    return published().person(type, value);
  }

  default List<Message> messages() {
    return published().messages();
  }

  default Map<String, AppliedEvent> events() {
    return published().events();
  }

  default ProfileId owner(WorkspaceId workspace, EventId event) {
    return published().owner(workspace, event);
  }

  default List<String> deeds(WorkspaceId workspace) {
    return published().deeds(workspace);
  }

  default Map<ProfileId, ProfileId> aliases() {
    return published().aliases();
  }
}
