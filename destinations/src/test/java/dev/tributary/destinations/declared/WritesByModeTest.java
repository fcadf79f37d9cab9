package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that depend on the mode of a sync, or on the id of a record; tokens of OAuth. */
class WritesByModeTest {
  private static final String BY_MODE =
      "app: { $mode: { upsert: put, update-only: change, create-only: \"${settings.app}\" } }";

  private static final String UPDATE =
      "      update:\n"
          + "        method: PUT\n"
          + "        path: /v1/people\n"
          + "        body: { $each: { id: \"${item.vendorId | integer}\", email:"
          + " \"${item.matchValue}\" } }\n"
          + "        answers: people\n"
          + "      remove:\n";

  private static String requests(String yaml, Mode mode, Item... items) {
    Connector connector = Sample.connector(yaml);
    Batch batch =
        Sample.batch(
            Sample.target("{\"app\": \"new\"}"), "people", Batch.Operation.WRITE, "{}", items);
    return Sample.requests(connector, BatchBuilder.builder(batch).mode(mode).build());
  }

  private static Item ann(int number, String vendorId) {
    Item item = Sample.item(number, "email", "ann%d@example.org".formatted(number), "{}");
    return vendorId.isEmpty() ? item : ItemBuilder.builder(item).vendorId(vendorId).build();
  }

  @ParameterizedTest
  @CsvSource({"UPSERT, put", "MIRROR, put", "UPDATE_ONLY, change", "CREATE_ONLY, new"})
  void aValueDependsOnTheMode(Mode mode, String value) {
    String yaml = Sample.with("app: ${settings.app}", BY_MODE);
    assertThat(requests(yaml, mode, ann(1, ""))).contains("\"app\":\"%s\"".formatted(value));
  }

  @Test
  void aModeThatIsNotNamedHasNoValue() {
    String yaml = Sample.with("app: ${settings.app}", "app: { $mode: { update-only: true } }");
    assertThat(requests(yaml, Mode.UPSERT, ann(1, ""))).contains("{\"people\":");
    assertThat(requests(yaml, Mode.UPDATE_ONLY, ann(1, ""))).contains("{\"app\":true,");
  }

  @Test
  void anObjectWhoseWriteDependsOnTheModeCanHaveTheseModes() {
    String yaml =
        Sample.with("batchSize: 50", "batchSize: 50\n    modes: [upsert, update-only, create-only]")
            .replace("app: ${settings.app}", BY_MODE);
    assertThat(Sample.faults(yaml)).isEmpty();
  }

  @Test
  void aRecordWhoseIdIsKnownGoesByTheUpdate() {
    String yaml = Sample.with("      remove:\n", UPDATE);
    assertThat(requests(yaml, Mode.UPSERT, ann(1, "7"), ann(2, "")))
        .contains("PUT https://api.example.com/v1/people\n")
        .contains("[{\"id\":7,\"email\":\"ann1@example.org\"}]")
        .contains("POST https://api.example.com/v1/people\n")
        .contains("\"people\":[{\"email\":\"ann2@example.org\"}]");
    assertThat(requests(yaml, Mode.UPSERT, ann(1, "7"))).doesNotContain("POST");
    assertThat(requests(yaml, Mode.UPSERT, ann(1, ""))).doesNotContain("PUT");
  }

  /** The vendor refuses a record that exists. */
  @Test
  void aSyncThatOnlyCreatesUpdatesNothing() {
    String yaml = Sample.with("      remove:\n", UPDATE);
    assertThat(requests(yaml, Mode.CREATE_ONLY, ann(1, "7"))).doesNotContain("PUT");
  }

  @Test
  void anIdThatIsNoNumberRejectsItsItemAlone() {
    Connector connector = Sample.connector(Sample.with("      remove:\n", UPDATE));
    Batch batch = Sample.batch("people", ann(1, "x"), ann(2, "8"));
    assertThat(Sample.direct(connector, batch).decided())
        .containsExactly(
            Map.entry("dlv_1", new Outcome.Rejected(null, "A value is no whole number")));
    assertThat(Sample.requests(connector, batch)).contains("\"id\":8");
  }

  @Test
  void aTokenForClientCredentialsIsOnTheHostOfTheConnector() {
    String yaml =
        Sample.with(
            "auth: { bearer: token }",
            """
            auth:
              oauth:
                grant: client-credentials
                token: https://api.example.com/oauth/token
                client: { id: app, secret: token, in: body }
                scopes: [write]
                refused: { at: /errors/0/code, is: ['601', '602'] }
            """
                .strip());
    Connector connector = Sample.connector(yaml);
    assertThat(connector.authentication())
        .isEqualTo(
            new Authentication.OAuth(
                new Authentication.Grant.ClientCredentials(
                    new Authentication.Client("app", "token", Authentication.Client.Placement.BODY),
                    List.of("write")),
                "https://api.example.com/oauth/token"));
    assertThat(connector.refusesToken(Sample.answer(200, "{\"errors\": [{\"code\": \"602\"}]}")))
        .isTrue();
    assertThat(connector.refusesToken(Sample.answer(401, ""))).isTrue();
    assertThat(connector.refusesToken(Sample.answer(200, "{\"errors\": [{\"code\": \"606\"}]}")))
        .isFalse();
    assertThat(connector.refusesToken(Sample.answer(200, "<html>"))).isFalse();
  }

  @Test
  void theHostOfATokenCanHaveASubdomain() {
    assertThat(Sample.shipped("marketo").authentication())
        .isInstanceOfSatisfying(
            Authentication.OAuth.class,
            oauth ->
                assertThat(oauth.tokenAddress())
                    .isEqualTo("https://{munchkinId}.mktorest.com/identity/oauth/token"));
  }
}
