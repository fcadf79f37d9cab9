package dev.tributary.sandbox.klaviyo;

import dev.tributary.sandbox.VendorCaller;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a client of Klaviyo calls it, in a few words. */
class KlaviyoCaller extends VendorCaller {
  KlaviyoCaller() {
    super("klaviyo");
  }

  RequestSpecification klaviyo() {
    return documented()
        .header("Authorization", "Klaviyo-API-Key pk_test")
        .header("revision", "2026-07-15")
        .contentType("application/vnd.api+json");
  }

  Response post(String path, String body) {
    return klaviyo().body(body.replace('\'', '"')).post(path);
  }

  Response importOne(String profile) {
    return post("/api/profile-import", "{'data':%s}".formatted(profile));
  }

  /** Imports one profile and returns its id. */
  String imported(String email) {
    return importOne(profile("'email':'%s'".formatted(email))).path("data.id");
  }

  Response importAll(String... profiles) {
    return post("/api/profile-bulk-import-jobs", job("", profiles));
  }

  static String job(String more, String... profiles) {
    return "{'data':{'type':'profile-bulk-import-job','attributes':{'profiles':{'data':[%s]}}%s}}"
        .formatted(String.join(",", profiles), more);
  }

  static String profile(String attributes) {
    return "{'type':'profile','attributes':{%s}}".formatted(attributes);
  }

  static String references(String... ids) {
    return Stream.of(ids)
        .map("{'type':'profile','id':'%s'}"::formatted)
        .collect(Collectors.joining(",", "{'data':[", "]}"));
  }

  String list(String name, String optIn) {
    return post(
            "/api/lists",
            "{'data':{'type':'list','attributes':{'name':'%s','opt_in_process':'%s'}}}"
                .formatted(name, optIn))
        .then()
        .statusCode(201)
        .extract()
        .path("data.id");
  }
}
