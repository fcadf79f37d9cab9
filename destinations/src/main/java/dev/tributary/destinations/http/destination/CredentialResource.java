package dev.tributary.destinations.http.destination;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.account.AccountDecisions;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.credential.Connections;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.delivery.Targets;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.AddressVisibility;
import dev.tributary.destinations.http.TestView;
import dev.tributary.destinations.http.binding.StoredConnectors;
import dev.tributary.destinations.http.visibility.RoutingPolicy;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.audit.Administration;
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
import java.time.Duration;
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
  /** How long a request waits for a decision, before it continues in the background. */
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]");

  private final DefinitionStore<DestinationSpec> store;
  private final StoredConnectors connectors;
  private final Connections connections;
  private final AccountDecisions decisions;
  private final BatchSender sender;
  private final Targets targets;
  private final DestinationResource destinations;
  private final RoutingPolicy routing;
  private final Administration administration;
  private final Tenant tenant;

  public CredentialResource(
      DefinitionStore<DestinationSpec> store,
      StoredConnectors connectors,
      Connections connections,
      AccountDecisions decisions,
      BatchSender sender,
      Targets targets,
      DestinationResource destinations,
      RoutingPolicy routing,
      Administration administration,
      Tenant tenant) {
    this.store = store;
    this.connectors = connectors;
    this.connections = connections;
    this.decisions = decisions;
    this.sender = sender;
    this.targets = targets;
    this.destinations = destinations;
    this.routing = routing;
    this.administration = administration;
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
    URI redirect = redirect(request.redirectUri());
    Catalogue.Destination defined = connectable(destination);
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
    String state = given(request.state(), "/state");
    String code = given(request.code(), "/code");
    Catalogue.Destination defined = connectable(destination);
    try {
      boolean finished =
          connections.finish(
              defined.connector(), targets.open(defined), user(security), state, code);
      if (!finished) {
        throw Problems.CONFLICT.problem(
            "This connection has expired, was completed, or was begun by another user, in another"
                + " session or for another address. Begin again.");
      }
    } catch (EgressFailure e) {
      throw Problems.CONFLICT.problem("%s. Begin again.".formatted(e.getMessage()));
    } catch (StoreFailure e) {
      throw unavailable();
    }
    return tested(defined);
  }

  /**
   * Decides about the other account that the credentials of a destination belong to. The
   * destination resumes when the decision is carried out, which can be later.
   *
   * @return the result of a test with the other account
   */
  @POST
  @Path("/account/decision")
  @Operation(
      operationId = "decideAccount",
      summary = "Confirm the other account that the credentials of a destination belong to",
      description =
          "409 if the present credentials do not belong to this account, or if nothing has changed."
              + " Without an account, the decision is about credentials whose account the vendor"
              + " does not name.")
  public TestView decide(
      @PathParam("destination") String destination, ConnectionRequests.AccountDecision request) {
    Catalogue.Destination defined = required(destination);
    administration.given(request);
    ConnectionRequests.Ids ids = request.ids();
    if (ids == null) {
      throw Problems.INVALID.problem("Say whether the ids are kept or forgotten", "/ids");
    }
    return switch (decided(defined, request.account(), ids)) {
      case REFUSED ->
          throw Problems.CONFLICT.problem(
              request.account() == null
                  ? "The account of the present credentials is known"
                  : "The present credentials do not belong to another account "
                      + request.account());
      case BEGUN -> shown(sender.checkStored(defined));
      case DONE -> {
        // The decision stands whatever the test says: it may meet a limit or a failure.
        destinations.resumeStopped(stored(defined));
        yield tested(defined);
      }
    };
  }

  private AccountDecisions.Progress decided(
      Catalogue.Destination destination, @Nullable String account, ConnectionRequests.Ids ids) {
    try {
      return decisions.decide(
          destination, targets.open(destination), account, ids.decided(), AT_ONCE);
    } catch (StoreFailure e) {
      throw unavailable();
    }
  }

  /**
   * A destination that accepts the credentials is not stopped any more. Another one shows the
   * present reason.
   */
  private TestView tested(Catalogue.Destination destination) {
    BatchSender.Tested tested = sender.checkStored(destination);
    if (tested.outcome() instanceof Outcome.Delivered) {
      destinations.resumeStopped(stored(destination));
    } else if (tested.outcome() instanceof Outcome.UnusableCredentials(var reason, String words)) {
      destinations.replaceReason(stored(destination), reason.wireName(), words);
    } else if (tested.outcome() instanceof Outcome.Unauthorised(String words)) {
      destinations.replaceReason(stored(destination), "unauthorised", words);
    }
    return shown(tested);
  }

  private StoredDefinition<DestinationSpec> stored(Catalogue.Destination destination) {
    return store.require(tenant.workspaceId(), destination.id().value());
  }

  private TestView shown(BatchSender.Tested tested) {
    return TestView.of(tested, AddressVisibility.seenBy(tenant));
  }

  private static Problem unavailable() {
    return Problems.UNAVAILABLE.problem("The database does not answer now");
  }

  private Catalogue.Destination connectable(String destination) {
    Catalogue.Destination defined = requiredInPerson(destination);
    if (!Connections.isNeeded(defined.connector())) {
      throw Problems.CONFLICT.problem("Users do not connect destinations of this connector");
    }
    return defined;
  }

  /** A connection belongs to the session of one user, so nobody can make it for another user. */
  private Catalogue.Destination requiredInPerson(String destination) {
    try {
      return required(destination);
    } catch (Problem e) {
      if (e.code().equals(Problems.APPROVAL_NEEDED)) {
        throw Problems.FORBIDDEN.problem(
            "A member with the right personal-data:read must connect this destination, because it"
                + " is sent personal data");
      }
      throw e;
    }
  }

  /** Another account may have other readers, as after a change of the secrets. */
  private Catalogue.Destination required(String destination) {
    StoredDefinition<DestinationSpec> stored = store.require(tenant.workspaceId(), destination);
    routing.requireDestination(tenant, new DestinationId(stored.id()));
    return StoredConnectors.destination(connectors, tenant.workspaceId(), stored);
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
