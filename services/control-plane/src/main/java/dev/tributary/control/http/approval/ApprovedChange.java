package dev.tributary.control.http.approval;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.access.Service;
import dev.tributary.control.http.service.ControlUpstreams;
import dev.tributary.runtime.http.ForwardedClient;
import dev.tributary.runtime.http.RequestId;
import dev.tributary.runtime.http.installation.InstallationClient;
import dev.tributary.runtime.http.installation.ServiceTokens;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends an approved change with the approver's token to the front door of the gateway. So the
 * approver passes the same checks as without a change request: role, limits, the right to see
 * personal data, ETag. Thread-safe; blocks.
 */
@Singleton
public class ApprovedChange {
  /**
   * Shorter than the time after which a change request counts as abandoned, and than the time that
   * the gateway waits for the answer to the approval.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(5);

  private static final int NO_ANSWER = 504;
  private static final int ABSENT = 404;

  private final InstallationClient client;
  private final URI frontDoor;
  private final ForwardedClient forwarded;

  @Inject
  public ApprovedChange(
      InstallationClient client, ControlUpstreams upstreams, ServiceTokens tokens) {
    this.client = client;
    this.frontDoor = upstreams.of(Service.GATEWAY);
    this.forwarded = tokens.client(Service.GATEWAY);
  }

  /**
   * The request to send.
   *
   * @param path including the workspace
   * @param body JSON
   * @param requestId names the change request in the logs and in the trail of the service
   * @param address of the approver, for that trail; null if it is unknown
   */
  record Change(
      String method,
      String path,
      @Nullable String ifMatch,
      String body,
      String requestId,
      @Nullable String address) {

    /** The body may hold secrets. */
    @Override
    public String toString() {
      return "Change[" + method + " " + path + "]";
    }
  }

  /**
   * The answer.
   *
   * @param body null if there is none
   */
  record Answer(int status, @Nullable JsonNode body) {

    /** The body may hold secrets. */
    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }

    /** The detail of the problem; empty after a success. */
    String detail() {
      if (status < 300) {
        return "";
      }
      String detail = body == null ? "" : body.path("detail").asText();
      return detail.isEmpty() ? "The service answered with the status " + status : detail;
    }
  }

  /**
   * Whether the front door answers that an object is not there. False if that is not known: the
   * approved change then finds it out.
   *
   * @param token of the requester
   * @param path of a route that reads the object, including the workspace
   */
  boolean isAbsent(String token, String path) {
    HttpRequest<Buffer> request =
        client
            .request(HttpMethod.GET, frontDoor.resolve(path))
            .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    try {
      return client.send(request, LOOKUP_TIMEOUT).statusCode() == ABSENT;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Never throws because of the receiver: no answer is 504. */
  Answer send(String token, Change change) {
    HttpRequest<Buffer> request =
        client
            .request(HttpMethod.valueOf(change.method()), frontDoor.resolve(change.path()))
            .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
            .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
            .putHeader(RequestId.HEADER, change.requestId());
    String address = change.address();
    if (address != null) {
      request.putHeader(ForwardedClient.HEADER, forwarded.of(address, change.requestId()));
    }
    String ifMatch = change.ifMatch();
    if (ifMatch != null) {
      request.putHeader(HttpHeaders.IF_MATCH, ifMatch);
    }
    try {
      HttpResponse<Buffer> answer = client.send(request, Buffer.buffer(change.body()), TIMEOUT);
      return new Answer(answer.statusCode(), json(requireNonNull(answer.body()).getBytes()));
    } catch (IOException e) {
      return new Answer(NO_ANSWER, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(NO_ANSWER, null);
    }
  }

  private static @Nullable JsonNode json(byte[] body) {
    if (body.length == 0) {
      return null;
    }
    try {
      return Json.read(body, JsonNode.class);
    } catch (UncheckedIOException e) {
      return null;
    }
  }
}
