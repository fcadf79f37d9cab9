package dev.tributary.testkit.services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tributary.contracts.Json;
import java.net.http.HttpResponse;

/** The answer to a request. */
public record Answer(int status, HttpResponse<byte[]> response) {

  public JsonNode json() {
    return response.body().length == 0
        ? MissingNode.getInstance()
        : Json.read(response.body(), JsonNode.class);
  }

  /** Empty if the answer does not have the header. */
  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The code of a problem. */
  public String code() {
    return json().path("code").asText();
  }
}
