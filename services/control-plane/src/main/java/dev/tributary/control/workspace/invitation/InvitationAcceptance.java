package dev.tributary.control.workspace.invitation;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.workspace.Directory;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.Workspace;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Invitations for a signed-in invitee. The invitee proves the invitation by the link's token, or by
 * an address that Keycloak has verified. An unverified address proves nothing, because users can
 * enter any address in their account.
 */
public final class InvitationAcceptance {
  private final InvitationStore store;
  private final Directory directory;
  private final Function<WorkspaceId, Optional<Workspace>> workspaces;
  private final Clock clock;

  /**
   * @param workspaces finds a workspace that is in use
   */
  public InvitationAcceptance(
      InvitationStore store,
      Directory directory,
      Function<WorkspaceId, Optional<Workspace>> workspaces,
      Clock clock) {
    this.store = store;
    this.directory = directory;
    this.workspaces = workspaces;
    this.clock = clock;
  }

  /** An invitation and where it leads. */
  public record Offer(Invitation invitation, Workspace workspace) {}

  /**
   * The proof that the caller was invited.
   *
   * @param token the token of the link; null if the caller's verified address is the proof
   * @param invitation the id of the invitation to accept; null for the invitation of the link
   */
  public record Proof(@Nullable String token, @Nullable String invitation) {}

  /**
   * The invitations that this person may accept: with the link of the person, or by the verified
   * address.
   */
  public List<Offer> offers(Caller caller, @Nullable String token) {
    requirePerson(caller);
    return open(caller, token).flatMap(invitation -> offer(invitation).stream()).toList();
  }

  /**
   * Makes the caller a member, and deletes the invitation.
   *
   * @param before gets the invitation before the change; nothing is changed if it throws
   */
  public Workspace accept(Caller caller, Proof proof, Consumer<Invitation> before) {
    requirePerson(caller);
    Optional<Invitation> invitation =
        proof.invitation() == null
            ? byToken(proof.token())
            : open(caller, proof.token())
                .filter(each -> each.id().equals(proof.invitation()))
                .findFirst();
    Offer offer = invitation.flatMap(this::offer).orElseThrow(InvitationAcceptance::gone);
    Workspace workspace = offer.workspace();
    if (isMember(workspace, caller.subject())) {
      throw Problems.CONFLICT.problem("You are a member of %s already".formatted(workspace.name()));
    }
    before.accept(offer.invitation());
    boolean mine =
        store.consume(
            offer.invitation(),
            used ->
                directory.join(workspace.id(), caller.subject(), used.role(), used.personalData()));
    if (!mine) {
      throw gone();
    }
    return workspace;
  }

  private Stream<Invitation> open(Caller caller, @Nullable String token) {
    return Stream.concat(byToken(token).stream(), byAddress(caller)).distinct();
  }

  private boolean isMember(Workspace workspace, String account) {
    return directory.members(workspace).stream().anyMatch(member -> member.id().equals(account));
  }

  private Optional<Invitation> byToken(@Nullable String token) {
    return Optional.ofNullable(token)
        .flatMap(value -> store.find(new InvitationToken(value)))
        .filter(found -> !found.isExpired(clock.instant()));
  }

  private Stream<Invitation> byAddress(Caller caller) {
    return directory
        .account(caller.subject())
        .flatMap(account -> Optional.ofNullable(account.verifiedEmail()))
        .map(email -> store.to(email, clock.instant()).stream())
        .orElseGet(Stream::empty);
  }

  private Optional<Offer> offer(Invitation invitation) {
    return workspaces.apply(invitation.workspace()).map(found -> new Offer(invitation, found));
  }

  private static void requirePerson(Caller caller) {
    if (!caller.person()) {
      throw Problems.FORBIDDEN.problem("Only a person accepts an invitation");
    }
  }

  private static RuntimeException gone() {
    return Problems.NOT_FOUND.problem("This invitation was used, revoked, or has expired");
  }
}
