package dev.tributary.gateway.workspace;

import dev.tributary.runtime.tenancy.Role;
import java.util.List;
import java.util.Optional;

/**
 * The identity provider's side of a workspace: a group per role, whose members' tokens carry it.
 * Every call blocks; an unreachable provider is a retryable problem.
 */
public interface Directory {

  /** Creates the groups of a workspace; repeating it changes nothing. */
  void ensureGroups(String workspaceId);

  /**
   * Creates a client that holds a role in a workspace, and answers its secret.
   *
   * @return empty if there is a client with that id
   */
  Optional<String> createClient(String workspaceId, ApiClient client);

  /**
   * As above, but answers the secret of a client that an earlier call created, and completes it.
   */
  String ensureClient(String workspaceId, ApiClient client);

  /** The clients of a workspace, in order of their ids. */
  List<ApiClient> clients(String workspaceId, String workspaceKey);

  /**
   * Its tokens end with their lifetime.
   *
   * @return false if the workspace has no such client
   */
  boolean deleteClient(String workspaceId, String clientId);

  /** The people of a workspace, in order of their names. */
  List<Member> members(String workspaceId);

  /** Makes this the person's only role in the workspace; false if nobody has that name. */
  boolean join(String workspaceId, String username, Role role, boolean personalData);

  /** Takes every role in the workspace away; false if the person had none. */
  boolean leave(String workspaceId, String username);
}
