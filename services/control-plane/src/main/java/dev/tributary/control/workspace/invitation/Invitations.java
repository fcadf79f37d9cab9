package dev.tributary.control.workspace.invitation;

import dev.tributary.contracts.Ids;
import dev.tributary.control.workspace.Members;
import dev.tributary.definitions.Quotas;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Invitations as a workspace's admin sees them. Nothing here asks whether the address has an
 * account, so that neither an answer nor its duration reveals it.
 */
public final class Invitations {
  static final Duration LIFE = Duration.ofDays(7);

  /** The page that takes the token behind the {@code #}, which browsers never send. */
  public static final String PAGE = "/invitation";

  private final InvitationStore store;
  private final InvitationMail mail;
  private final String gatewayUrl;
  private final Ids ids;
  private final Clock clock;
  private final Quotas quotas;

  /**
   * @param gatewayUrl the address at which browsers reach this installation; no slash at its end
   */
  public Invitations(
      InvitationStore store,
      InvitationMail mail,
      String gatewayUrl,
      Ids ids,
      Clock clock,
      Quotas quotas) {
    this.store = store;
    this.mail = mail;
    this.gatewayUrl = gatewayUrl;
    this.ids = ids;
    this.clock = clock;
    this.quotas = quotas;
  }

  /**
   * A person to invite.
   *
   * @param email as {@link EmailAddress#require} returns it
   * @param rights of the new member
   */
  public record Invitee(String email, Members.Rights rights) {}

  /**
   * An invitation that was just made or renewed.
   *
   * @param link for the admin to hand over; null where it was e-mailed
   */
  public record Issued(Invitation invitation, @Nullable String link) {

    /** The link must not reach a log. */
    @Override
    public String toString() {
      return "Issued[" + invitation.id() + "]";
    }
  }

  /** Invites an address; an earlier invitation to it, and its link, end with that. */
  public Issued invite(Workspace workspace, Caller caller, Invitee wanted) {
    String email = wanted.email();
    Instant now = clock.instant();
    quotas.requireRoom(workspace.id(), Quotas.INVITATION, others(workspace, email));
    Invitation invitation =
        InvitationBuilder.builder()
            .workspace(workspace.id())
            .id(ids.next(Ids.INVITATION))
            .email(email)
            .role(wanted.rights().role())
            .personalData(wanted.rights().personalData())
            .mailed(true)
            .invitedBy(caller.name())
            .account(null)
            .createdAt(now)
            .expiresAt(now.plus(LIFE))
            .build();
    InvitationToken token = InvitationToken.fresh();
    store.put(invitation, token);
    return mail.send(invitation, workspace.name(), link(token))
        ? new Issued(invitation, null)
        : byHand(invitation);
  }

  /**
   * Expired invitations count too. An earlier one to the same address does not count, because it is
   * replaced.
   */
  private long others(Workspace workspace, String email) {
    return store.list(workspace.id()).stream()
        .filter(each -> !each.email().equalsIgnoreCase(email))
        .count();
  }

  /** Makes another link, for the admin to hand over; the one before ends. */
  public Issued renew(Workspace workspace, String id) {
    return byHand(find(workspace, id).orElseThrow(() -> none(id)));
  }

  private Issued byHand(Invitation invitation) {
    // A link that an admin has seen proves nothing about the mailbox.
    Invitation renewed = invitation.renewed(false, clock.instant().plus(LIFE));
    InvitationToken token = InvitationToken.fresh();
    store.renew(renewed, token);
    return new Issued(renewed, link(token));
  }

  public List<Invitation> list(Workspace workspace) {
    return store.list(workspace.id());
  }

  public void revoke(Workspace workspace, String id) {
    if (!store.delete(workspace.id(), id)) {
      throw none(id);
    }
  }

  public Optional<Invitation> find(Workspace workspace, String id) {
    return store.list(workspace.id()).stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** The invitation that another one to this address replaces. */
  public Optional<Invitation> to(Workspace workspace, @Nullable String email) {
    return email == null
        ? Optional.empty()
        : store.list(workspace.id()).stream()
            .filter(each -> each.email().equalsIgnoreCase(email.strip()))
            .findFirst();
  }

  private String link(InvitationToken token) {
    return gatewayUrl + PAGE + "#" + token.value();
  }

  private static RuntimeException none(String id) {
    return Problems.NOT_FOUND.problem("There is no invitation " + id);
  }
}
