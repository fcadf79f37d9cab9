package dev.tributary.control.workspace;

import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.ErrorCode.Kind;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The people of a workspace. They have their accounts in Keycloak and become members by accepting
 * an invitation; here their roles change. Accounts that are not members are never looked up, so
 * that no answer reveals whether a person has an account.
 */
public final class Members {
  static final ErrorCode LAST_ADMIN =
      new ErrorCode("last-admin", Kind.CONFLICT, "A workspace keeps one admin at least");

  private final Directory directory;

  public Members(Directory directory) {
    this.directory = directory;
  }

  /**
   * The role and the rights of a member.
   *
   * @param personalData whether the member may see personal data
   */
  public record Rights(Role role, boolean personalData) {}

  public List<Member> list(Workspace workspace) {
    return directory.members(workspace);
  }

  /**
   * Makes this a member's only role.
   *
   * @param member an id or a username
   * @param before gets the member as they are before the change; nothing is changed if it throws
   */
  public void give(Workspace workspace, String member, Rights rights, Consumer<Member> before) {
    List<Member> members = list(workspace);
    Member found = find(members, member);
    before.accept(found);
    requireAnotherAdmin(members, found, rights.role());
    directory.join(workspace.id(), found.id(), rights.role(), rights.personalData());
  }

  /**
   * Removes all rights of a person in the workspace; their account stays.
   *
   * @param member an id or a username
   * @param before gets the member as they are before the change; nothing is changed if it throws
   */
  public void remove(Workspace workspace, String member, Consumer<Member> before) {
    List<Member> members = list(workspace);
    Member found = find(members, member);
    before.accept(found);
    requireAnotherAdmin(members, found, null);
    directory.leave(workspace.id(), found.id());
  }

  private static Member find(List<Member> members, String named) {
    return members.stream()
        .filter(member -> member.id().equals(named) || member.username().equals(named))
        .findFirst()
        .orElseThrow(() -> Problems.NOT_FOUND.problem(named + " is not a member"));
  }

  /**
   * Two admins who take each other's role in the same moment both succeed; then an installation's
   * admin gives it back.
   *
   * @throws Problem if the workspace would have no admin
   */
  private static void requireAnotherAdmin(
      List<Member> members, Member changed, @Nullable Role next) {
    boolean another =
        members.stream().anyMatch(member -> member.isAdmin() && !member.id().equals(changed.id()));
    if (changed.isAdmin() && next != Role.ADMIN && !another) {
      throw LAST_ADMIN.problem("This is the only admin; make another member admin first");
    }
  }

  public static Role require(@Nullable Role role) {
    return Optional.ofNullable(role)
        .orElseThrow(
            () -> Problems.INVALID.problem("One of viewer, marketer, engineer, admin", "/role"));
  }
}
