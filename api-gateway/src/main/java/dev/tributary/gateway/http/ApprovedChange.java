package dev.tributary.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.runtime.http.ForwardedClient;
import dev.tributary.runtime.http.RequestId;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends an approved change with the approver's token to this gateway's own front door. So every
 * check that the approver meets is the one that they would meet without a change request: role,
 * limits, the right to see personal data, ETag. Thread-safe; blocks.
 */
@Singleton
public class ApprovedChange {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Shorter than the time after which a change request counts as abandoned. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final int NO_ANSWER = 504;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final ForwardedClient forwarded;

  /**
   * @param forwarded tells the front door from which address the approver sends
   */
  public ApprovedChange(ForwardedClient forwarded) {
    this.forwarded = forwarded;
  }

  /**
   * What is sent.
   *
   * @param path with the workspace
   * @param body JSON
   * @param requestId names the change request in the logs and in the trail of the service
   * @param address of the approver, for that trail; null if it cannot be told
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
   * What came back.
   *
   * @param body null where there is none
   */
  record Answer(int status, @Nullable JsonNode body) {

    /** The body may hold secrets. */
    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }

    /** What the problem says; empty after a success. */
    String detail() {
      if (status < 300) {
        return "";
      }
      String detail = body == null ? "" : body.path("detail").asText();
      return detail.isEmpty() ? "The service answered with the status " + status : detail;
    }
  }

  /**
   * Never throws for what the other side does: no answer is 504.
   *
   * @param own where this gateway listens
   */
  Answer send(InetSocketAddress own, String token, Change change) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(own, change.path()))
            .timeout(TIMEOUT)
            .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
            .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
            .header(RequestId.HEADER, change.requestId())
            .method(change.method(), BodyPublishers.ofString(change.body()));
    String address = change.address();
    if (address != null) {
      request.header(ForwardedClient.HEADER, forwarded.of(address, change.requestId()));
    }
    String ifMatch = change.ifMatch();
    if (ifMatch != null) {
      request.header(HttpHeaders.IF_MATCH, ifMatch);
    }
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), json(response.body()));
    } catch (IOException e) {
      return new Answer(NO_ANSWER, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(NO_ANSWER, null);
    }
  }

  private static URI address(InetSocketAddress own, String path) {
    String host = own.getAddress().getHostAddress();
    String named = host.contains(":") ? "[" + host.replaceFirst("%.*", "") + "]" : host;
    return URI.create("http://" + named + ":" + own.getPort() + path);
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
