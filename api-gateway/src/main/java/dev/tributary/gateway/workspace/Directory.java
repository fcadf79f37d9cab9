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

  /**
   * Somebody's account.
   *
   * @param person their account's id, username or e-mail address
   */
  Optional<Account> find(String person);

  /** Creates an account for somebody who is to set a password, without a way to sign in yet. */
  Account open(String email);

  /** Sends somebody a link to set a password with, or where e-mail cannot be sent makes one. */
  Invited welcome(String accountId);

  /** Makes this the person's only role in the workspace. */
  void join(String workspaceId, String accountId, Role role, boolean personalData);

  /** Takes every role in the workspace away. */
  void leave(String workspaceId, String accountId);
}
