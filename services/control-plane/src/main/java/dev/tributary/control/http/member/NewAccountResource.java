package dev.tributary.control.http.member;

import dev.tributary.control.http.member.MyInvitationResource.Search;
import dev.tributary.control.workspace.invitation.InvitedAccounts;
import dev.tributary.control.workspace.invitation.NewAccount;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * An account for a person who has the link of an invitation and no account. The route is not part
 * of the API, because the caller is not signed in yet. The token of the link authorises the caller.
 */
@Path(NewAccountResource.PATH)
@RunOnVirtualThread
public class NewAccountResource {
  public static final String PATH = "/invitation/account";

  private final InvitedAccounts newcomers;

  public NewAccountResource(InvitedAccounts newcomers) {
    this.newcomers = newcomers;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public NewAccount open(Search invitation) {
    return newcomers.open(invitation.token());
  }
}
