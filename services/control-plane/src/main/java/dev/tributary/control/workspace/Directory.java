package dev.tributary.control.workspace;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider's side of a workspace: a group per role, whose members' tokens carry it.
 * Every call blocks; an unreachable provider is a retryable problem.
 */
public interface Directory {

  /** Creates the groups of a workspace; repeating it changes nothing. */
  void ensureGroups(WorkspaceId workspaceId);

  /** Deletes the groups of a workspace, with all memberships; repeating it is harmless. */
  void deleteGroups(WorkspaceId workspaceId);

  /**
   * Creates a client that holds a role in a workspace, and answers its secret.
   *
   * @return empty if there is a client with that id
   */
  Optional<String> createClient(WorkspaceId workspaceId, ApiClient client);

  /**
   * As above, but answers the secret of a client that an earlier call created, and completes it.
   */
  String ensureClient(WorkspaceId workspaceId, ApiClient client);

  /** The clients of a workspace, in order of their ids. */
  List<ApiClient> clients(WorkspaceId workspaceId, String workspaceKey);

  /** The names of the clients of a workspace by their accounts, in order of the names. */
  List<ApiClientName> clientNames(Workspace workspace);

  /** Lets a client get no more tokens from then on. */
  void expireClient(WorkspaceId workspaceId, String clientId, Instant at);

  /**
   * Its tokens end with their lifetime.
   *
   * @param before gets the client before it is deleted; nothing is deleted if it throws
   * @return false if the workspace has no such client
   */
  boolean deleteClient(WorkspaceId workspaceId, String clientId, Consumer<ApiClient> before);

  /** The people of a workspace, in order of their names. */
  List<Member> members(Workspace workspace);

  /** An account by its id, which is the subject of its tokens. */
  Optional<Account> account(String id);

  /**
   * Opens an account for a person who still has to set a password. It has no credentials yet.
   *
   * @param name for the username: the part before an {@code @}
   * @param verifiedEmail an address that is proved to be theirs; left out if another account has it
   */
  Account open(String name, @Nullable String verifiedEmail);

  /**
   * Gives an invited account a password for the next sign-in, which asks for another one. Until
   * then the account stays invited.
   */
  String temporaryPassword(String accountId);

  /** Makes this the account's only role in the workspace. */
  void join(WorkspaceId workspaceId, String accountId, Role role, boolean personalData);

  /** Removes every role of the account in the workspace. */
  void leave(WorkspaceId workspaceId, String accountId);
}
