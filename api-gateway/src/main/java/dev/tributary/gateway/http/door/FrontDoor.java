package dev.tributary.gateway.http.door;

import dev.tributary.gateway.http.ClientOrigin;
import dev.tributary.gateway.http.GatewayConfig;
import dev.tributary.gateway.http.GatewayProblems;
import dev.tributary.gateway.http.Refusal;
import dev.tributary.gateway.http.member.NewAccountDoor;
import dev.tributary.gateway.http.proxy.BodyLimit;
import dev.tributary.gateway.http.signin.AuthenticationFailures;
import dev.tributary.gateway.http.signin.BrowserSessions;
import dev.tributary.gateway.http.signin.SecureCookies;
import dev.tributary.gateway.http.signin.SignOutDoor;
import dev.tributary.gateway.http.web.WebUi;
import dev.tributary.runtime.http.PathCheck;
import dev.tributary.runtime.http.RequestId;
import dev.tributary.runtime.problem.Problems;
import io.quarkus.security.AuthenticationRedirectException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The order of the handlers of a request. Quarkus authenticates at -200, checks permissions at
 * -100, lengths at -2, and answers REST resources at 20,000.
 */
@ApplicationScoped
public class FrontDoor {
  private static final Logger LOG = Logger.getLogger(FrontDoor.class);
  private static final int FIRST = -10_000;
  private static final int AFTER_AUTHENTICATION = -150;
  private static final int BEFORE_RESOURCES = 10;
  private static final int AFTER_RESOURCES = 30_000;

  /**
   * In characters, path and query. The server itself accepts slightly more, so that we can answer.
   */
  private static final int LONGEST_ADDRESS = 8_000;

  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");

  private final GatewayConfig config;
  private final OwnAddress address;
  private final ApiDoor apiDoor;
  private final SignOutDoor signOutDoor;
  private final NewAccountDoor newAccountDoor;
  private final WebUi webUi;
  private final ClientOrigin origin;
  private final BodyLimit bodyLimit;

  public FrontDoor(
      GatewayConfig config,
      ApiDoor apiDoor,
      SignOutDoor signOutDoor,
      NewAccountDoor newAccountDoor,
      WebUi webUi,
      ClientOrigin origin) {
    this.config = config;
    this.address = OwnAddress.of(config.url());
    this.apiDoor = apiDoor;
    this.signOutDoor = signOutDoor;
    this.newAccountDoor = newAccountDoor;
    this.webUi = webUi;
    this.origin = origin;
    this.bodyLimit = new BodyLimit(config.proxy().maxBodyBytes());
  }

  void open(@Observes Router router) {
    router.route().order(FIRST).handler(this::receive).failureHandler(this::failed);
    router.post(BrowserSessions.SIGN_OUT_PATH).order(AFTER_AUTHENTICATION).handler(signOutDoor);
    router.route("/api/v1/*").order(BEFORE_RESOURCES).handler(apiDoor);
    router.post(NewAccountDoor.PATH).order(BEFORE_RESOURCES).handler(newAccountDoor);
    for (String pages : WebUi.PAGES) {
      router.route(pages).order(BEFORE_RESOURCES).handler(webUi::page);
    }
    router.route("/assets/*").order(BEFORE_RESOURCES).handler(webUi::file);
    router.route("/favicon.svg").order(BEFORE_RESOURCES).handler(webUi::file);
    router.route().order(AFTER_RESOURCES).handler(FrontDoor::nothingHere);
  }

  private void receive(RoutingContext request) {
    String id = requestId(request);
    request.request().headers().set(RequestId.HEADER, id);
    request.response().putHeader(RequestId.HEADER, id);
    origin.receive(request, id);
    if (address.secure()) {
      SecureCookies.receive(request.request());
    }
    boolean forBrowsers = isForBrowsers(request);
    request.addHeadersEndHandler(ending -> {
      if (forBrowsers) {
        SecurityHeaders.addVaryByHost(request.response().headers());
      }
      // Our own resources add this header as well.
      request.response().headers().set(RequestId.HEADER, id);
      SecurityHeaders.add(request.response().headers(), config.url());
      if (address.secure()) {
        SecureCookies.send(request.request());
        address.correct(request.response().headers());
      }
    });
    if (request.request().uri().length() > LONGEST_ADDRESS) {
      Refusal.of(GatewayProblems.ADDRESS_TOO_LONG).send(request);
    } else if (!PathCheck.plain(request.request().uri())) {
      Refusal.of(GatewayProblems.AMBIGUOUS_PATH).send(request);
    } else if (bodyLimit.announcedTooLarge(request.request())) {
      Refusal.of(Problems.TOO_LARGE).send(request);
    } else if (request.request().headers().getAll(HttpHeaders.AUTHORIZATION).size() > 1) {
      Refusal.of(GatewayProblems.TWO_CREDENTIALS).send(request);
    } else if (forBrowsers && !address.names(request.request().getHeader(HttpHeaders.HOST))) {
      atOtherHost(request);
    } else {
      request.next();
    }
  }

  /**
   * A request for a page is redirected to our own address. Any other request with a cookie is
   * refused.
   */
  private void atOtherHost(RoutingContext request) {
    String path = request.normalizedPath();
    if (request.request().method() != HttpMethod.GET || !WebUi.isPage(path)) {
      Refusal.of(GatewayProblems.OTHER_HOST, "Use " + config.url()).send(request);
      return;
    }
    String query = request.request().query();
    String there = config.url() + path + (query == null ? "" : "?" + query);
    request
        .response()
        .setStatusCode(Status.TEMPORARY_REDIRECT.getStatusCode())
        .putHeader(HttpHeaders.LOCATION, there)
        .end();
  }

  /**
   * Routes that depend on cookies answer at our own address only. Programs with a token and
   * Keycloak may use any name of this service.
   */
  private static boolean isForBrowsers(RoutingContext request) {
    String path = request.normalizedPath();
    return path.startsWith("/auth/")
        || WebUi.isPage(path)
        || path.equals(NewAccountDoor.PATH)
        || request.request().getCookie(BrowserSessions.COOKIE) != null;
  }

  private static String requestId(RoutingContext request) {
    String given = request.request().getHeader(RequestId.HEADER);
    return given != null && REQUEST_ID.matcher(given).matches()
        ? given
        : UUID.randomUUID().toString();
  }

  private static void nothingHere(RoutingContext request) {
    Refusal.of(Problems.NOT_FOUND).send(request);
  }

  /** Requests that no handler answered: steps of the sign-in with Keycloak, and errors. */
  private void failed(RoutingContext request) {
    Throwable failure = request.failure();
    if (failure instanceof AuthenticationRedirectException redirect) {
      request.response().setStatusCode(redirect.getCode());
      request.response().putHeader(HttpHeaders.LOCATION, redirect.getRedirectUri()).end();
      return;
    }
    refusal(request, failure).send(request);
  }

  private static Refusal refusal(RoutingContext request, @Nullable Throwable failure) {
    if (failure != null && AuthenticationFailures.concerns(request, failure)) {
      return AuthenticationFailures.refusal(request, failure);
    }
    Refusal refusal = Refusal.ofStatus(request.statusCode());
    if (refusal.code() == Problems.INTERNAL) {
      LOG.errorf(failure, "Request %s failed", Refusal.requestId(request));
    }
    return refusal;
  }
}
