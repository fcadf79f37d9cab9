package dev.tributary.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What arrived at the stand-ins, and how they are told to fail. */
final class Sandbox {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String address;

  Sandbox(String address) {
    this.address = address;
  }

  /** The e-mail addresses in a HubSpot list; empty if there is no such list. */
  List<String> list(String name) {
    List<String> addresses = new ArrayList<>();
    JsonNode members = get("/sandbox/hubspot/lists/" + encoded(name) + "/members");
    if (members.isArray()) {
      members.forEach(member -> addresses.add(member.path("email").asText()));
    }
    return addresses;
  }

  /** The contact with an e-mail address; missing if there is none. */
  JsonNode contact(String email) {
    return get("/sandbox/hubspot/objects/contacts?property=email&value=" + encoded(email))
        .path("objects")
        .path(0);
  }

  Receiver receiver(String name) {
    return new Receiver(this, name);
  }

  String address() {
    return address;
  }

  JsonNode get(String path) {
    return send(HttpRequest.newBuilder(URI.create(address + path)).GET());
  }

  JsonNode post(String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(address + path))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  JsonNode put(String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(address + path))
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  JsonNode delete(String path) {
    return send(HttpRequest.newBuilder(URI.create(address + path)).DELETE());
  }

  private static JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return response.body().length == 0 ? JSON.missingNode() : JSON.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException("The sandbox does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
