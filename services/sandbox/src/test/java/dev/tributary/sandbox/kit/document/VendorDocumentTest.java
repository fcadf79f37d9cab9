package dev.tributary.sandbox.kit.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.sandbox.Call;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VendorDocumentTest {
  private static final VendorDocument DOCUMENT =
      VendorDocument.of(VendorDocumentTest.class, "people.json");
  private static final Map<String, String> VERSION = Map.of("version", "2026-11-01");

  @Test
  void aDocumentedRequestHasNoDeviation() {
    assertThat(
            deviations(
                VERSION,
                Map.of("fields", "name"),
                "{\"people\":[{\"email\":null,\"kind\":null,\"more\":{\"any\":1}}]}"))
        .isEmpty();
  }

  @Test
  void aWrongBodyIsFoundWithItsPlaceAndRule() {
    assertThat(deviations(VERSION, Map.of(), "{\"people\":[{\"email\":7}]}"))
        .extracting(Deviation::pointer, Deviation::rule)
        .containsExactly(tuple("/people/0/email", "type"));
    assertThat(deviations(VERSION, Map.of(), "{\"people\":[{\"email\":\"a\",\"shoe\":1}]}"))
        .extracting(Deviation::pointer, Deviation::rule)
        .containsExactly(tuple("/people/0/shoe", "additionalProperties"));
    assertThat(deviations(VERSION, Map.of(), "{}"))
        .extracting(Deviation::pointer, Deviation::rule)
        .containsExactly(tuple("/people", "required"));
    assertThat(deviations(VERSION, Map.of(), "{"))
        .extracting(Deviation::rule)
        .containsExactly("json");
    assertThat(deviations(VERSION, Map.of(), ""))
        .extracting(Deviation::rule)
        .containsExactly("required");
  }

  @Test
  void aMissingHeaderAndAnUnknownQueryAreFound() {
    assertThat(deviations(Map.of(), Map.of("sort", "name"), "{\"people\":[]}"))
        .extracting(Deviation::in, Deviation::pointer)
        .containsExactly(tuple("header", "version"), tuple("query", "sort"));
  }

  @Test
  void anOperationThatTheDocumentLacksIsADeviation() {
    var call = new Call("DELETE", "/people", Map.of(), Map.of(), Map.of(), new byte[0]);

    assertThat(DOCUMENT.has("POST", "/people")).isTrue();
    assertThat(DOCUMENT.deviations("/people", call))
        .extracting(Deviation::rule)
        .containsExactly("operation");
  }

  private static List<Deviation> deviations(
      Map<String, String> headers, Map<String, String> query, String body) {
    return DOCUMENT.deviations(
        "/people",
        new Call(
            "POST", "/people", Map.of(), query, headers, body.getBytes(StandardCharsets.UTF_8)));
  }
}
