package dev.tributary.sandbox.braze;

import dev.tributary.sandbox.VendorCaller;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How a client of Braze calls it, in a few words. */
class BrazeCaller extends VendorCaller {
  BrazeCaller() {
    super("braze");
  }

  RequestSpecification braze() {
    return documented().header("Authorization", "Bearer key-of-a-test");
  }

  Response post(String path, String body) {
    return braze().body(body.replace('\'', '"')).post(path);
  }

  Response attributes(String... objects) {
    return post("/users/track", "{'attributes':[%s]}".formatted(String.join(",", objects)));
  }

  /** Sends attributes and waits until they have their effect. */
  void applied(String... objects) {
    attributes(objects).then().statusCode(201);
    pass(Duration.ofSeconds(1));
  }

  /** The only user with the external id as an export shows it. */
  Map<String, Object> user(String externalId) {
    List<Map<String, Object>> users =
        post("/users/export/ids", "{'external_ids':['%s']}".formatted(externalId)).path("users");
    return users.isEmpty() ? Map.of() : users.getFirst();
  }

  int users() {
    return control("/records/users/counts").path("records");
  }
}
