package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest.Billing.Counted;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.Protocols.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The requests that a plan expects, with a vendor that takes large batches as jobs. */
class PlannedRequestsTest {
  private final ConnectedStandIn klaviyo =
      new ConnectedStandIn("klaviyo", "{}", Map.of("apiKey", "pk_of_a_test"));

  @AfterEach
  void close() {
    klaviyo.close();
  }

  private Expected expected(List<Item> items) {
    Batch batch = klaviyo.batch("profiles", Operation.WRITE, "{}", items.toArray(Item[]::new));
    return klaviyo.protocols().expected(klaviyo.connector(), batch);
  }

  private static List<Item> people(int number, String fields) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      items.add(item(i, "email", i + "@example.org", fields));
    }
    return items;
  }

  @Test
  void aLargeBatchIsOneJobAndASmallOneARequestForEachRecord() {
    assertThat(expected(people(20, "{}")).requests()).isEqualTo(20);
    assertThat(expected(people(2_000, "{}")).requests())
        .as("a submission, a question, and the errors")
        .isEqualTo(3);
  }

  /** Klaviyo ignores null in a job, so these items go in another batch. */
  @Test
  void itemsThatAJobLeavesOutHaveRequestsToo() {
    List<Item> items = people(600, "{}");
    int ofJob = expected(items).requests();
    items.addAll(
        people(5, "{\"first_name\": null}").stream()
            .map(each ->
                ItemBuilder.builder(each)
                    .delivery(each.delivery() + "_null")
                    .matchValue("null" + each.matchValue())
                    .build())
            .toList());
    Expected all = expected(items);
    assertThat(all.requests()).isEqualTo(ofJob + 5);
    assertThat(all.refused()).isEmpty();
  }

  @Test
  void aRecordThatIsTooLargeIsRefusedBeforeItIsSent() {
    List<Item> items = people(2, "{}");
    items.add(item(9, "email", "9@example.org", "{\"title\": \"" + "x".repeat(120_000) + "\"}"));
    Expected expected = expected(items);
    assertThat(expected.requests()).isEqualTo(2);
    assertThat(expected.refused()).hasSize(1);
    assertThat(expected.refused().values()).hasOnlyElementsOfType(Outcome.Rejected.class);
  }

  @Test
  void theManifestSaysForWhatTheVendorBills() {
    assertThat(klaviyo.connector().manifest().object("profiles").orElseThrow().billing())
        .isNotNull()
        .satisfies(billing -> assertThat(billing.counts()).isEqualTo(Counted.CREATES));
  }
}
