package dev.tributary.testkit.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shows that the checks of requests and answers can fail. */
class VendorExcerptTest {
  private static final String UPSERT = "/crm/v3/objects/contacts/batch/upsert";
  private static final String RENAME = "/crm/v3/lists/1/update-list-name";
  private static final String LIST =
      """
      {"updatedList":{"listId":"1","listVersion":1,"name":"Loyal","objectTypeId":"0-1",
      "processingType":"MANUAL","processingStatus":"COMPLETE"%s}}\
      """;
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  @Test
  void whatIsAsDocumentedPassesAndIsCounted() {
    int before = VendorExcerpt.HUBSPOT.checked();

    request(
        UPSERT, "{\"inputs\":[{\"id\":\"a@shop.example\",\"properties\":{\"city\":\"Delft\"}}]}");
    answer(RENAME, 200, LIST.formatted(""));

    assertThat(VendorExcerpt.HUBSPOT.checked()).isEqualTo(before + 2);
  }

  @Test
  void aRequestThatTheVendorRefusesIsFound() {
    assertThatThrownBy(() -> request(UPSERT, "{\"inputs\":[{\"id\":7,\"properties\":{}}]}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(
            "POST " + UPSERT + " is not as the vendor documents", "/inputs/0/id");
  }

  @Test
  void anAnswerThatTheVendorDoesNotGiveIsFound() {
    assertThatThrownBy(() -> answer(RENAME, 200, LIST.formatted(",\"size\":\"7\"")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("not as the vendor documents", "/updatedList/size");
    assertThatThrownBy(() -> answer(RENAME, 404, "{\"message\":\"no list\"}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("not as the vendor documents", "correlationId");
  }

  @Test
  void aFieldThatTheExcerptLacksIsAnError() {
    assertThatThrownBy(() -> request(UPSERT, "{\"inputs\":[],\"filterBranch\":{}}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("filterBranch");
    assertThatThrownBy(() -> answer(RENAME, 200, LIST.formatted(",\"filterBranch\":{}")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("filterBranch");
  }

  @Test
  void anOperationThatTheExcerptLacksIsAnErrorThatSaysSo() {
    assertThatThrownBy(() -> request("/crm/v3/objects/contacts/merge", "{}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/vendor/hubspot/openapi.json has no such operation");
    assertThatThrownBy(() -> request(RENAME, "{}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("has no such operation");
    assertThatThrownBy(() -> answer("/crm/v3/imports", 200, "{}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("has no such operation");
  }

  private static void request(String path, String body) {
    VendorExcerpt.HUBSPOT.checkRequest("POST", path, JSON, body);
  }

  private static void answer(String path, int status, String body) {
    VendorExcerpt.HUBSPOT.checkAnswer("PUT", path, status, JSON, body);
  }
}
