package dev.tributary.e2e.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * All accepted events of a workspace, as they were received and with what became of them.
 *
 * @param address of the workspace, in the REST API
 */
public record Export(String address, Supplier<String> token) {
  private static final int OK = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  public List<JsonNode> lines() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/events/export?as=received"))
            .header("Authorization", "Bearer " + token.get())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != OK) {
        throw new IllegalStateException("The export was answered with " + response);
      }
      List<JsonNode> lines = new ArrayList<>();
      for (String line : response.body().lines().toList()) {
        lines.add(JSON.readTree(line));
      }
      return lines;
    }
  }
}
