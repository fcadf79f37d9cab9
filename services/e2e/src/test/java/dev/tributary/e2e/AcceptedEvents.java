package dev.tributary.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.ApiClients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A shop's accepted events, and what became of them. */
record AcceptedEvents(Shop shop, Stack stack) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /**
   * The newest first.
   *
   * @param query as in {@code outcome=applied&type=track}
   */
  List<JsonNode> list(String query) {
    List<JsonNode> all = new ArrayList<>();
    shop.admin().get(shop.path("/events?limit=100&" + query)).path("data").forEach(all::add);
    return all;
  }

  /** All of them, the oldest first. */
  List<JsonNode> export(String query) {
    String token =
        new ApiClients(stack.installation()).tokens(shop.key(), ApiClients.Rights.ADMIN).get();
    URI uri = URI.create(stack.url(Service.GATEWAY) + shop.path("/events/export?" + query));
    try {
      HttpResponse<String> answer =
          CLIENT.send(
              HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(uri + " was answered with " + answer.body());
      }
      List<JsonNode> lines = new ArrayList<>();
      for (String line : answer.body().lines().toList()) {
        lines.add(JSON.readTree(line));
      }
      return lines;
    } catch (IOException e) {
      throw new IllegalStateException("The export broke off", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
