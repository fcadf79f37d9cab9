package dev.tributary.gateway.http;

import dev.tributary.gateway.http.MyInvitationResource.Search;
import dev.tributary.gateway.workspace.NewAccount;
import dev.tributary.gateway.workspace.Newcomers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * An account for whoever holds an invitation's link and has none. Beside the API, because nobody is
 * signed in yet; the link's token is what proves the caller.
 */
@Path(NewAccountResource.PATH)
@RunOnVirtualThread
public class NewAccountResource {
  static final String PATH = "/invitation/account";

  private final Newcomers newcomers;

  public NewAccountResource(Newcomers newcomers) {
    this.newcomers = newcomers;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public NewAccount open(Search invitation) {
    return newcomers.open(invitation.token());
  }
}
