package dev.tributary.destinations.http.destination;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.account.Accounts;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.credential.Connections;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.delivery.Targets;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.AddressVisibility;
import dev.tributary.destinations.http.TestView;
import dev.tributary.destinations.http.visibility.RoutingPolicy;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Connects destinations to accounts of vendors, and decides about changed accounts. */
@Path("/api/v1/workspaces/{workspace}/destinations/{destination}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Destinations")
public class CredentialResource {
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]");

  private final DefinitionStore<DestinationSpec> store;
  private final Connectors connectors;
  private final Connections connections;
  private final Accounts accounts;
  private final BatchSender sender;
  private final Targets targets;
  private final DestinationResource destinations;
  private final RoutingPolicy routing;
  private final Tenant tenant;

  public CredentialResource(
      DefinitionStore<DestinationSpec> store,
      Connectors connectors,
      Connections connections,
      Accounts accounts,
      BatchSender sender,
      Targets targets,
      DestinationResource destinations,
      RoutingPolicy routing,
      Tenant tenant) {
    this.store = store;
    this.connectors = connectors;
    this.connections = connections;
    this.accounts = accounts;
    this.sender = sender;
    this.targets = targets;
    this.destinations = destinations;
    this.routing = routing;
    this.tenant = tenant;
  }

  /**
   * Begins the connection of a destination to an account of a user of the vendor.
   *
   * @return where to send the user, who comes back to the redirect URI with a state and a code
   */
  @POST
  @Path("/connection")
  @Operation(
      operationId = "startConnection",
      summary = "Begin to connect a destination to an account of the vendor",
      description =
          "Only for connectors that need the consent of a user of the vendor. The same user must"
              + " complete the connection in the same browser session, within 10 minutes.")
  public ConnectionRequests.Started start(
      @PathParam("destination") String destination,
      ConnectionRequests.Start request,
      @Context SecurityContext security) {
    Catalogue.Destination defined = connectable(destination);
    URI redirect = redirect(request.redirectUri());
    try {
      Connections.Started started =
          connections.start(defined.connector(), targets.open(defined), user(security), redirect);
      return new ConnectionRequests.Started(started.address(), started.expiresAt());
    } catch (EgressFailure e) {
      throw Problems.CONFLICT.problem(String.valueOf(e.getMessage()));
    } catch (StoreFailure e) {
      throw unavailable();
    }
  }

  /**
   * Completes a connection, tests it, and resumes a destination that had stopped for want of it.
   *
   * @return the result of the test
   */
  @POST
  @Path("/connection/completion")
  @Operation(
      operationId = "completeConnection",
      summary = "Complete the connection of a destination, with the code of the vendor")
  public TestView complete(
      @PathParam("destination") String destination,
      ConnectionRequests.Completion request,
      @Context SecurityContext security) {
    Catalogue.Destination defined = connectable(destination);
    String state = given(request.state(), "/state");
    String code = given(request.code(), "/code");
    try {
      boolean finished =
          connections.finish(
              defined.connector(), targets.open(defined), user(security), state, code);
      if (!finished) {
        throw Problems.CONFLICT.problem(
            "This connection has expired, was completed, or was begun by another user or in"
                + " another session. Begin again.");
      }
    } catch (EgressFailure e) {
      throw Problems.CONFLICT.problem("%s. Begin again.".formatted(e.getMessage()));
    } catch (StoreFailure e) {
      throw unavailable();
    }
    return tested(defined);
  }

  /**
   * Decides about the other account that the credentials of a destination belong to, and resumes
   * the destination.
   *
   * @return the result of a test with the other account
   */
  @POST
  @Path("/account/decision")
  @Operation(
      operationId = "decideAccount",
      summary = "Confirm the other account that the credentials of a destination belong to",
      description =
          "409 if the credentials do not belong to this account any more, or if nothing has"
              + " changed.")
  public TestView decide(
      @PathParam("destination") String destination, ConnectionRequests.AccountDecision request) {
    Catalogue.Destination defined = required(destination);
    String account = given(request.account(), "/account");
    ConnectionRequests.Ids ids = request.ids();
    if (ids == null) {
      throw Problems.INVALID.problem("Say whether the ids are kept or forgotten", "/ids");
    }
    try {
      if (!accounts.accept(defined, account, ids.decided())) {
        throw Problems.CONFLICT.problem(
            "The credentials do not belong to another account " + account);
      }
    } catch (StoreFailure e) {
      throw unavailable();
    }
    return tested(defined);
  }

  /** A destination that accepts the credentials is not stopped any more. */
  private TestView tested(Catalogue.Destination destination) {
    BatchSender.Tested tested = sender.checkStored(destination);
    if (tested.outcome() instanceof Outcome.Delivered) {
      destinations.resumeStopped(store.require(tenant.workspaceId(), destination.id().value()));
    }
    return TestView.of(tested, AddressVisibility.seenBy(tenant));
  }

  private static Problem unavailable() {
    return Problems.UNAVAILABLE.problem("The database does not answer now");
  }

  private Catalogue.Destination connectable(String destination) {
    Catalogue.Destination defined = required(destination);
    if (!Connections.isNeeded(defined.connector())) {
      throw Problems.CONFLICT.problem("Users do not connect destinations of this connector");
    }
    return defined;
  }

  /** Another account may have other readers, as after a change of the secrets. */
  private Catalogue.Destination required(String destination) {
    StoredDefinition<DestinationSpec> stored = store.require(tenant.workspaceId(), destination);
    DestinationId id = new DestinationId(stored.id());
    routing.requireDestination(tenant, id);
    Connector connector = connectors.require(stored.spec().connector());
    return new Catalogue.Destination(
        tenant.workspaceId(), id, stored.name(), stored.version(), stored.spec(), connector);
  }

  /** A connection belongs to one session of the browser, if the token names its session. */
  private Connections.User user(SecurityContext security) {
    Caller caller = tenant.caller();
    String session =
        security.getUserPrincipal() instanceof JsonWebToken token
            ? String.valueOf(token.<Object>getClaim("sid"))
            : "";
    return new Connections.User(caller.subject() + " " + session, caller.name());
  }

  private static String given(@Nullable String text, String pointer) {
    if (text == null || text.isBlank()) {
      throw Problems.INVALID.problem("Must not be empty", pointer);
    }
    return text;
  }

  /**
   * @throws Problem if the address is not encrypted and leads to another machine
   */
  private static URI redirect(@Nullable String text) {
    try {
      URI uri = new URI(given(text, "/redirectUri"));
      String host = uri.getHost();
      boolean safe =
          host != null
              && ("https".equals(uri.getScheme())
                  || ("http".equals(uri.getScheme()) && LOOPBACK.matcher(host).matches()));
      if (safe && uri.getRawFragment() == null && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // The same answer as below.
    }
    throw Problems.INVALID.problem(
        "Must be an address that begins with https://, without a fragment", "/redirectUri");
  }
}
