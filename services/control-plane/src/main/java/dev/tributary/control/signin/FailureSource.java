package dev.tributary.control.signin;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where failed sign-ins are read from. Every call blocks. Thread-safe. */
public interface FailureSource {

  /**
   * Failed sign-ins, the oldest first.
   *
   * @param from the earliest time
   * @param skip how many of the oldest are left out
   * @param limit how many are returned at most
   */
  List<SignInFailure> failures(Instant from, int skip, int limit);

  /** The account's name and workspaces; empty where the account is deleted. */
  Optional<Holder> holder(String account);

  /**
   * The holder of an account.
   *
   * @param workspaces ids of the workspaces in which the account has a role
   */
  record Holder(String username, Set<WorkspaceId> workspaces) {}
}
