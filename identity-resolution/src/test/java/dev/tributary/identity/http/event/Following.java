package dev.tributary.identity.http.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Somebody who follows events over HTTP. */
final class Following implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final BufferedReader lines;
  private String lastId = "";

  private Following(URI uri, String token, String lastEventId)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/event-stream")
            .timeout(BOUND);
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  static Following open(URI uri, String token) throws IOException, InterruptedException {
    return new Following(uri, token, "").begun();
  }

  static Following after(URI uri, String token, String lastEventId)
      throws IOException, InterruptedException {
    return new Following(uri, token, lastEventId);
  }

  /** Until the first id: what is decided from now on is told. */
  private Following begun() throws IOException {
    while (lastId.isEmpty()) {
      remember(lines.readLine());
    }
    return this;
  }

  /** The next message of this name. */
  JsonPath next(String name) throws IOException {
    while (true) {
      List<String> message = message();
      if (message.contains("event:" + name)) {
        String data =
            message.stream().filter(line -> line.startsWith("data:")).findFirst().orElseThrow();
        return JsonPath.from(data.substring("data:".length()));
      }
    }
  }

  private List<String> message() throws IOException {
    List<String> message = new ArrayList<>();
    for (String line = lines.readLine(); ; line = lines.readLine()) {
      assertThat(line).as("the stream goes on").isNotNull();
      if (line.isEmpty()) {
        return message;
      }
      message.add(line.replaceFirst("^(\\w+): ", "$1:"));
      remember(line);
    }
  }

  private void remember(String line) {
    assertThat(line).as("the stream goes on").isNotNull();
    if (line.startsWith("id:")) {
      lastId = line.substring("id:".length()).strip();
    }
  }

  /** Returns when the stream has ended. */
  boolean ended() throws IOException {
    while (lines.readLine() != null) {
      // What is left to be told does not matter.
    }
    return true;
  }

  String lastId() {
    return lastId;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
