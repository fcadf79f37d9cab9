package dev.tributary.control.http;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.ProfileIds;
import dev.tributary.runtime.http.ProblemBody;
import dev.tributary.runtime.http.installation.InstallationClient;
import dev.tributary.runtime.http.installation.ServiceToken;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks identity resolution for the ids of a profile, at its management port. */
public final class IdentityProfileIds implements ProfileIds {
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final int TOO_MANY = 429;

  private final InstallationClient client;
  private final URI management;
  private final String token;

  /**
   * @param management the address of the management port
   * @param token by which identity resolution knows a service
   */
  public IdentityProfileIds(InstallationClient client, URI management, String token) {
    this.client = client;
    this.management = management;
    this.token = token;
  }

  /**
   * @throws Problem 429 as identity resolution answers it; 503 if it gives no answer
   */
  @Override
  public LookedUpIds of(WorkspaceId workspace, String named, @Nullable String guesser) {
    HttpResponse<Buffer> answer = ask(address(workspace, named, guesser));
    byte[] body = requireNonNull(answer.body()).getBytes();
    try {
      return switch (answer.statusCode()) {
        case 200 -> Json.read(body, LookedUpIds.class);
        case TOO_MANY ->
            throw Problems.RATE_LIMITED.problem(Json.read(body, ProblemBody.class).detail());
        default -> throw away();
      };
    } catch (UncheckedIOException e) {
      throw away();
    }
  }

  private URI address(WorkspaceId workspace, String named, @Nullable String guesser) {
    UriBuilder address =
        UriBuilder.fromUri(management)
            .path("internal/profiles/{profile}/ids")
            .queryParam("workspace", "{workspace}");
    return guesser == null
        ? address.buildFromEncoded(encoded(named), encoded(workspace.value()))
        : address
            .queryParam("guesser", "{guesser}")
            .buildFromEncoded(encoded(named), encoded(workspace.value()), encoded(guesser));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpResponse<Buffer> ask(URI address) {
    try {
      return client.send(
          client.request(HttpMethod.GET, address).putHeader(ServiceToken.HEADER, token), WITHIN);
    } catch (IOException e) {
      throw away();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away();
    }
  }

  private static Problem away() {
    return Problems.UNAVAILABLE.problem("Identity resolution does not answer");
  }
}
