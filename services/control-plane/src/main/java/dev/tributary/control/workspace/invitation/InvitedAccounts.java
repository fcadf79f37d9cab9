package dev.tributary.control.workspace.invitation;

import dev.tributary.control.workspace.Account;
import dev.tributary.control.workspace.Directory;
import dev.tributary.runtime.problem.Problems;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens accounts for people who hold the link of an invitation and have none. The account gets the
 * invitation's address only if the link went there by e-mail: with a link that an admin has seen,
 * that admin could take the address of another person.
 */
public final class InvitedAccounts {
  private final InvitationStore store;
  private final Directory directory;
  private final Clock clock;

  public InvitedAccounts(InvitationStore store, Directory directory, Clock clock) {
    this.store = store;
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * Opens the link's one account, or gives it another password while its owner has not yet set one
   * of their own.
   */
  public NewAccount open(@Nullable String token) {
    if (token == null) {
      throw ended();
    }
    InvitationToken link = new InvitationToken(token);
    Invitation invitation =
        store
            .find(link)
            .filter(found -> !found.isExpired(clock.instant()))
            .orElseThrow(InvitedAccounts::ended);
    Account account = known(invitation).orElseGet(() -> create(invitation, link));
    if (!account.invited()) {
      throw Problems.CONFLICT.problem(
          "The account %s was opened with this link; sign in with it, or ask for another link"
              .formatted(account.username()));
    }
    return new NewAccount(account.username(), directory.temporaryPassword(account.id()));
  }

  /** A proved address accepts invitations: the account is only for who has proved it. */
  private Optional<Account> known(Invitation invitation) {
    return Optional.ofNullable(invitation.account())
        .flatMap(directory::account)
        .filter(account -> invitation.mailed() || account.verifiedEmail() == null);
  }

  /** If the link ends meanwhile, the account has no password, and no other link leads to it. */
  private Account create(Invitation invitation, InvitationToken link) {
    Account opened =
        directory.open(invitation.email(), invitation.mailed() ? invitation.email() : null);
    if (!store.opened(invitation.withAccount(opened.id()), link)) {
      throw ended();
    }
    return opened;
  }

  private static RuntimeException ended() {
    return Problems.NOT_FOUND.problem("This invitation was used, revoked, or has expired");
  }
}
