package dev.tributary.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.local.launch.Service;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tools of a shop, all in the sandbox but the database, and all for marketing. */
record Destinations(Shop shop, Stack stack) {

  /** A HubSpot account. */
  void hubspot(String key) {
    create(key, "hubspot", Map.of("accessToken", "pat-" + shop.key()), stack.url(Service.SANDBOX));
  }

  /** An account of another vendor that the sandbox has under the id of the connector. */
  StandIn vendor(String key, String connector, Map<String, ?> settings) {
    create(key, connector, settings, stack.url(Service.SANDBOX) + "/" + connector);
    return new StandIn(stack.sandbox(), connector);
  }

  /** Connects a destination by OAuth, as a user who consents at the vendor. */
  void connect(String key) {
    String path = shop.path("/destinations/" + key + "/connection");
    String address =
        shop.admin()
            .post(path, Map.of("redirectUri", "http://127.0.0.1/connected"))
            .path("address")
            .asText();
    String state = address.replaceAll(".*[?&]state=([^&]*).*", "$1");
    shop.admin()
        .post(
            path + "/completion",
            Map.of("state", URLDecoder.decode(state, UTF_8), "code", "code-" + shop.key()));
  }

  /**
   * A webhook with a receiver of its own in the sandbox, which takes what is signed and counts it.
   */
  Receiver webhook(String key) {
    Receiver receiver = stack.sandbox().receiver(shop.key() + "-" + key);
    String secret = "whsec_" + Base64.getEncoder().encodeToString(shop.id().getBytes(UTF_8));
    receiver.expect(secret);
    create(key, "webhook", Map.of("url", receiver.address(), "signingSecret", secret), null);
    return receiver;
  }

  /** A table in the sample shop's own database; its rows. */
  Table postgresql(String key) {
    ServiceDatabase database = stack.installation().shopDatabase();
    create(
        key,
        "postgresql",
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            stack.installation().postgresPort(),
            "database",
            database.name(),
            "user",
            database.owner().user(),
            "password",
            database.owner().password(),
            "tls",
            false),
        null);
    return new Table(database, shop.key().replace('-', '_') + "_" + key);
  }

  void pause(String key) {
    shop.engineer().post(shop.path("/destinations/" + key + "/pause"), Map.of());
  }

  void resume(String key) {
    shop.engineer().post(shop.path("/destinations/" + key + "/resume"), Map.of());
  }

  String state(String key) {
    return shop.engineer().get(shop.path("/destinations/" + key)).path("state").asText();
  }

  private void create(
      String key, String connector, Map<String, ?> settings, @Nullable String baseUrl) {
    Map<String, Object> body =
        new HashMap<>(
            Map.of(
                "key", key,
                "name", key,
                "connector", connector,
                "settings", settings,
                "purposes", List.of("marketing")));
    if (baseUrl != null) {
      body.put("baseUrl", baseUrl);
    }
    shop.engineer().post(shop.path("/destinations"), body);
  }
}
