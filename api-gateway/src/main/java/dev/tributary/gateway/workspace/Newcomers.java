package dev.tributary.gateway.workspace;

import dev.tributary.runtime.http.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens accounts for people who hold the link of an invitation and have none. The account gets the
 * invitation's address only if the link went there by e-mail: with a link that an admin has seen,
 * that admin could take an address that belongs to somebody else.
 */
@ApplicationScoped
public class Newcomers {
  private final InvitationStore store;
  private final Directory directory;
  private final Clock clock;

  public Newcomers(InvitationStore store, Directory directory, Clock clock) {
    this.store = store;
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * Opens the invitation's one account, or gives it another password while its owner has not yet
   * set one of their own.
   */
  public NewAccount open(@Nullable String token) {
    Invitation invitation =
        Optional.ofNullable(token)
            .flatMap(value -> store.find(new InvitationToken(value)))
            .filter(found -> !found.isExpired(clock.instant()))
            .orElseThrow(() ->
                Problems.NOT_FOUND.problem("This invitation was used, revoked, or has expired"));
    Account account = known(invitation).orElseGet(() -> create(invitation));
    if (!account.invited()) {
      throw Problems.CONFLICT.problem(
          "The account %s was opened with this link; sign in with it"
              .formatted(account.username()));
    }
    return new NewAccount(account.username(), directory.temporaryPassword(account.id()));
  }

  private Optional<Account> known(Invitation invitation) {
    return Optional.ofNullable(invitation.account()).flatMap(directory::account);
  }

  private Account create(Invitation invitation) {
    Account opened =
        directory.open(invitation.email(), invitation.mailed() ? invitation.email() : null);
    store.opened(invitation.withAccount(opened.id()));
    return opened;
  }
}
