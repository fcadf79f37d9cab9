package dev.tributary.sandbox.salesforce;

import dev.tributary.sandbox.VendorCaller;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;

/** How a client of Salesforce calls it, in a few words. */
class SalesforceCaller extends VendorCaller {
  static final String DATA = "/services/data/v66.0";

  SalesforceCaller() {
    super("salesforce");
  }

  Response token() {
    return documented()
        .contentType("application/x-www-form-urlencoded")
        .formParam("grant_type", "client_credentials")
        .formParam("client_id", "tributary")
        .formParam("client_secret", "secret")
        .post("/services/oauth2/token");
  }

  RequestSpecification signed() {
    return documented().header("Authorization", "Bearer " + token().path("access_token"));
  }

  Response upsert(String object, String... records) {
    return signed()
        .body(
            json(
                "{'allOrNone':false,'records':[%s]}"
                    .formatted(
                        String.join(",", records)
                            .replace(
                                "{'E'",
                                "{'attributes':{'type':'%s'},'External_Id__c'".formatted(object)))))
        .patch(DATA + "/composite/sobjects/%s/External_Id__c".formatted(object));
  }

  Response query(String query) {
    return signed().queryParam("q", query).get(DATA + "/query");
  }

  static List<String> codes(Response answer) {
    return answer.path("errors.flatten().statusCode");
  }
}
