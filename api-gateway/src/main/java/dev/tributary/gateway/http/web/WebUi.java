package dev.tributary.gateway.http.web;

import dev.tributary.gateway.http.Refusal;
import dev.tributary.runtime.http.HttpProblems;
import dev.tributary.runtime.problem.Problems;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Answers with the web UI: one page at every address of it, and the files that the page loads. None
 * of them needs a session: the page asks the API for the user, and leads to the sign-in.
 */
@ApplicationScoped
public class WebUi {
  /** The links of invitations lead to this page. */
  private static final String INVITATION = "/invitation";

  /** Home, the workspaces, invitations, and where a sign-in in a second window ends. */
  public static final List<String> PAGES = List.of("/", "/w/*", INVITATION, "/signed-in");

  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final Logger LOG = Logger.getLogger(WebUi.class);
  private static final String HASHED = "assets/";

  /** The pages of the documentation keep their names when they change. */
  private static final String DOCS = "assets/docs/";

  private static final String DOCS_POLICY =
      "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String FOR_A_DAY = "public, max-age=86400";
  private static final String GZIP = "gzip";
  private static final String NOT_BUILT = "This gateway was built without the web UI";

  private final WebFiles files;

  public static boolean isPage(String path) {
    return PAGES.stream()
        .anyMatch(page ->
            page.endsWith("*")
                ? path.startsWith(page.substring(0, page.length() - 1))
                : path.equals(page));
  }

  public WebUi(WebFiles files) {
    this.files = files;
  }

  void start(@Observes StartupEvent event) {
    if (files.page().isEmpty()) {
      LOG.warn(NOT_BUILT);
    }
  }

  /** The page, for every address: its own router reads the address. */
  public void page(RoutingContext request) {
    if (!reads(request)) {
      return;
    }
    Optional<WebPage> page = files.page();
    if (page.isEmpty()) {
      Refusal.of(Problems.NOT_FOUND, NOT_BUILT).send(request);
    } else if (!takesHtml(request.parsedHeaders().accept())) {
      // A program with a wrong address should not get a page.
      Refusal.of(Problems.NOT_FOUND).send(request);
    } else {
      String nonce = WebPage.freshNonce();
      HttpServerResponse response = request.response();
      response.putHeader("Content-Security-Policy", WebPage.policy(nonce));
      response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
      send(request, "text/html; charset=utf-8", Buffer.buffer(page.get().with(nonce)));
    }
  }

  /** A file that the page loads. Never the page itself, because a script could not read it. */
  public void file(RoutingContext request) {
    if (!reads(request)) {
      return;
    }
    String name = request.normalizedPath().substring(1);
    files
        .file(name)
        .ifPresentOrElse(
            file -> send(request, name, file), () -> Refusal.of(Problems.NOT_FOUND).send(request));
  }

  private static void send(RoutingContext request, String name, WebFile file) {
    HttpServerResponse response = request.response();
    boolean docs = name.startsWith(DOCS);
    if (docs) {
      response.putHeader("Content-Security-Policy", DOCS_POLICY);
    }
    // The content of a file with a hashed name never changes.
    response.putHeader(
        HttpHeaders.CACHE_CONTROL, name.startsWith(HASHED) && !docs ? FOR_EVER : FOR_A_DAY);
    Buffer gzip = file.gzip();
    if (gzip == null) {
      send(request, file.contentType(), file.plain());
      return;
    }
    response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (takesGzip(request)) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
      send(request, file.contentType(), gzip);
    } else {
      send(request, file.contentType(), file.plain());
    }
  }

  /** The answer to HEAD has the length of the body, and no body. */
  private static void send(RoutingContext request, String contentType, Buffer body) {
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
        .end(request.request().method().equals(HttpMethod.HEAD) ? Buffer.buffer() : body);
  }

  private static boolean reads(RoutingContext request) {
    if (READING.contains(request.request().method())) {
      return true;
    }
    request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
    Refusal.of(HttpProblems.METHOD_NOT_ALLOWED).send(request);
    return false;
  }

  /** A client without the header accepts every type. */
  private static boolean takesHtml(List<MIMEHeader> accepted) {
    return accepted.isEmpty() || accepted.stream().anyMatch(WebUi::coversHtml);
  }

  private static boolean coversHtml(MIMEHeader range) {
    return range.weight() > 0
        && switch (range.component() + "/" + range.subComponent()) {
          case "text/html", "text/*", "*/*" -> true;
          default -> false;
        };
  }

  private static boolean takesGzip(RoutingContext request) {
    return request.parsedHeaders().acceptEncoding().stream()
        .anyMatch(coding -> coding.weight() > 0 && coding.value().equalsIgnoreCase(GZIP));
  }
}
