package dev.tributary.gateway.workspace;

import dev.tributary.runtime.http.ErrorCode;
import dev.tributary.runtime.http.ErrorCode.Kind;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The people of a workspace. They have their accounts in Keycloak; here they get roles, and those
 * who have no account get one.
 */
@ApplicationScoped
public class Members {
  static final ErrorCode LAST_ADMIN =
      new ErrorCode("last-admin", 409, Kind.CALLER, "A workspace keeps one admin at least");

  private final Directory directory;

  public Members(Directory directory) {
    this.directory = directory;
  }

  /**
   * What a person may do.
   *
   * @param personalData whether they see values that nobody classified as harmless; not unless told
   */
  @Schema(name = "MemberRights")
  public record Rights(@Nullable Role role, @Nullable Boolean personalData) {}

  /**
   * Who is invited, and what they may do then.
   *
   * @param person an e-mail address, or the username of somebody who has an account
   */
  public record Invitation(
      @Nullable String person, @Nullable Role role, @Nullable Boolean personalData) {}

  public List<Member> list(String workspaceId) {
    return directory.members(workspaceId);
  }

  /**
   * Gives somebody a role, and an account if they have none. Repeating it for somebody who has not
   * set a password yet makes a new way in, but only as long as it leads nowhere else: who holds it
   * can sign in as them.
   */
  public Invited invite(String workspaceId, Invitation wanted) {
    String person = InvitedPerson.require(wanted.person());
    Role role = require(wanted.role());
    Optional<Account> known = directory.find(person);
    known.ifPresent(account -> requireInvitable(workspaceId, person, account));
    Account account = known.orElseGet(() -> directory.open(requireEmail(person)));
    requireAnotherAdmin(workspaceId, account.id(), role);
    directory.join(workspaceId, account.id(), role, Boolean.TRUE.equals(wanted.personalData()));
    return known.isEmpty() || account.isInvitedOnlyTo(workspaceId)
        ? directory.welcome(account.id())
        : new Invited(account.id(), false, null);
  }

  private static String requireEmail(String person) {
    if (!InvitedPerson.isEmail(person)) {
      throw Problems.INVALID.problem(
          "Nobody signs in as %s; somebody new is invited by e-mail address".formatted(person),
          "/person");
    }
    return person;
  }

  private static void requireInvitable(String workspaceId, String person, Account account) {
    if (account.isInvitedElsewhere(workspaceId)) {
      throw Problems.CONFLICT.problem(
          person + " is invited to another workspace, and has to sign in there first", "/person");
    }
    if (account.isMember(workspaceId) && !account.isInvitedOnlyTo(workspaceId)) {
      throw Problems.CONFLICT.problem(person + " is a member already", "/person");
    }
  }

  /**
   * Makes this the person's only role.
   *
   * @param member an id or a username
   */
  public void give(String workspaceId, String member, Rights rights) {
    Role role = require(rights.role());
    Account account =
        directory
            .find(member)
            .orElseThrow(() -> Problems.NOT_FOUND.problem("Nobody signs in as " + member));
    requireAnotherAdmin(workspaceId, account.id(), role);
    directory.join(workspaceId, account.id(), role, Boolean.TRUE.equals(rights.personalData()));
  }

  /** Takes every right here from a person; their account stays. */
  public void remove(String workspaceId, String member) {
    Account account =
        directory
            .find(member)
            .filter(found -> found.isMember(workspaceId))
            .orElseThrow(() -> Problems.NOT_FOUND.problem(member + " is no member"));
    requireAnotherAdmin(workspaceId, account.id(), null);
    directory.leave(workspaceId, account.id());
  }

  /**
   * Two admins who take each other's role in the same moment both succeed; then an installation's
   * admin gives it back.
   *
   * @throws Problem if nobody would be admin any more
   */
  private void requireAnotherAdmin(String workspaceId, String id, @Nullable Role next) {
    List<Member> admins = list(workspaceId).stream().filter(Member::isAdmin).toList();
    if (next != Role.ADMIN && admins.size() == 1 && admins.getFirst().id().equals(id)) {
      throw LAST_ADMIN.problem("This is the only admin; make somebody else admin first");
    }
  }

  private static Role require(@Nullable Role role) {
    return Optional.ofNullable(role)
        .orElseThrow(
            () -> Problems.INVALID.problem("One of viewer, marketer, engineer, admin", "/role"));
  }
}
