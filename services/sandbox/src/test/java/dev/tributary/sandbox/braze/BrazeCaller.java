package dev.tributary.sandbox.braze;

import dev.tributary.sandbox.VendorCaller;
import dev.tributary.testkit.vendor.VendorExcerpt;
import io.restassured.filter.Filter;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a client of Braze calls it, in a few words. */
class BrazeCaller extends VendorCaller {
  private static final VendorExcerpt EXCERPT =
      VendorExcerpt.of("/dev/tributary/sandbox/braze/openapi.json");

  private static final Filter AS_DOCUMENTED =
      (request, specification, context) -> {
        var answer = context.next(request, specification);
        var path = URI.create(request.getURI()).getRawPath().substring("/braze".length());
        var headers = new LinkedHashMap<String, String>();
        answer.getHeaders().forEach(header -> headers.put(header.getName(), header.getValue()));
        EXCERPT.checkAnswer(
            request.getMethod(), path, answer.statusCode(), headers, answer.asString());
        return answer;
      };

  BrazeCaller() {
    super("braze");
  }

  RequestSpecification braze() {
    return vendor()
        .filter(AS_DOCUMENTED)
        .header("Authorization", "Bearer key-of-a-test")
        .contentType("application/json");
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
