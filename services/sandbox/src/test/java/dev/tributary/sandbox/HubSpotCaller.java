package dev.tributary.sandbox;

import static io.restassured.RestAssured.given;

import dev.tributary.testkit.vendor.VendorExcerpt;
import io.restassured.filter.Filter;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a client of HubSpot calls it, in a few words. */
final class HubSpotCaller {
  static final String CONTACTS = "/crm/v3/objects/contacts";
  static final String LISTS = "/crm/v3/lists";

  /** Checks each answer against the excerpt of HubSpot's documents. */
  static final Filter AS_DOCUMENTED =
      (request, specification, context) -> {
        var answer = context.next(request, specification);
        var path = URI.create(request.getURI()).getRawPath();
        var headers = new LinkedHashMap<String, String>();
        answer.getHeaders().forEach(header -> headers.put(header.getName(), header.getValue()));
        VendorExcerpt.HUBSPOT.checkAnswer(
            request.getMethod(), path, answer.statusCode(), headers, answer.asString());
        return answer;
      };

  private HubSpotCaller() {}

  static RequestSpecification hubSpot() {
    return given()
        .filter(AS_DOCUMENTED)
        .header("Authorization", "Bearer pat-of-a-test")
        .contentType("application/json");
  }

  static Response post(String path, Object body) {
    return hubSpot().body(body).post(path);
  }

  static Map<String, Object> input(String idProperty, String id, String... properties) {
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < properties.length; i += 2) {
      values.put(properties[i], properties[i + 1]);
    }
    var input = new LinkedHashMap<String, Object>();
    input.put("idProperty", idProperty);
    input.put("id", id);
    input.put("properties", values);
    return input;
  }

  static Map<String, Object> byEmail(String email, String... properties) {
    return input("email", email, properties);
  }

  static Map<String, Object> traced(Map<String, Object> input, String trace) {
    var traced = new LinkedHashMap<>(input);
    traced.put("objectWriteTraceId", trace);
    return traced;
  }

  static Response upsert(List<Map<String, Object>> inputs) {
    return post(CONTACTS + "/batch/upsert", Map.of("inputs", inputs));
  }

  /** Inserts one contact and returns its id. */
  static String contact(String email) {
    return upsert(List.of(byEmail(email))).then().statusCode(200).extract().path("results[0].id");
  }

  static List<Map<String, Object>> people(int from, int to) {
    var people = new ArrayList<Map<String, Object>>();
    for (int i = from; i < to; i++) {
      people.add(byEmail("person%d@shop.example".formatted(i), "firstname", "Person " + i));
    }
    return people;
  }

  static void uniqueProperty(String name) {
    post(
            "/crm/v3/properties/contacts",
            Map.of(
                "name",
                name,
                "label",
                name,
                "type",
                "string",
                "fieldType",
                "text",
                "groupName",
                "contactinformation",
                "hasUniqueValue",
                true))
        .then()
        .statusCode(201);
  }

  static String list(String name) {
    return post(LISTS, Map.of("name", name, "objectTypeId", "0-1", "processingType", "MANUAL"))
        .then()
        .statusCode(200)
        .extract()
        .path("list.listId");
  }

  static int contacts() {
    return given().get("/sandbox/hubspot/objects/contacts/counts").then().extract().path("objects");
  }
}
