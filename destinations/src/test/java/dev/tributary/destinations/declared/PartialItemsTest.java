package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol;
import org.junit.jupiter.api.Test;

/** Items that leave out fields which the destination has already. */
class PartialItemsTest {
  @Test
  void anObjectCanTakeChangesOnly() {
    String yaml = Sample.with("batchSize: 50", "batchSize: 50\n    changesOnly: true");
    assertThat(Sample.connector(yaml).manifest().object("people").orElseThrow().changesOnly())
        .isTrue();
    assertThat(Sample.faults(yaml.replace("effectClass: A", "effectClass: C")))
        .containsExactly(
            "crm.yaml:21:18: /objects/0/changesOnly: is for the effect classes A and D: in others,"
                + " a repeat must have the same fields");
  }

  @Test
  void aFieldThatIsLeftOutStaysOutUnlessTheRequestRequiresIt() {
    Item item = partial("{\"plan\": \"gold\"}", "{}");
    assertThat(Sample.requests(connector("${item.fields.plan}"), Sample.batch("people", item)))
        .doesNotContain("gold");
    assertThat(
            Sample.requests(
                connector("${item.fields.plan | required}"), Sample.batch("people", item)))
        .contains("\"plan\":\"gold\"");
  }

  @Test
  void aRequiredFieldThatTheRecordLacksRejectsIt() {
    Protocol.DirectCalls calls =
        Sample.direct(
            connector("${item.fields.plan | required}"),
            Sample.batch("people", partial("{\"email\": \"a@example.org\"}", "{}")));
    assertThat(calls.decided())
        .containsEntry("dlv_1", new Outcome.Rejected("plan", "A required value is missing"));
  }

  @Test
  void aFieldThatAnotherOneNeedsMayBeLeftOut() {
    Connector connector =
        Sample.connector(
            Sample.with(
                "        answers: people\n      remove:",
                "        limits: { fields: { plan: { needs: email } } }\n"
                    + "        answers: people\n      remove:"));
    Item item =
        partial("{\"email\": \"a@example.org\", \"plan\": \"gold\"}", "{\"plan\": \"gold\"}");
    assertThat(Sample.requests(connector, Sample.batch("people", item))).contains("gold");
    Item without = partial("{\"plan\": \"gold\"}", "{\"plan\": \"gold\"}");
    assertThat(Sample.direct(connector, Sample.batch("people", without)).decided())
        .containsEntry("dlv_1", new Outcome.Rejected("email", "A value for \"plan\" needs it"));
  }

  private static Connector connector(String plan) {
    return Sample.connector(Sample.with("${item.fields.plan}", plan));
  }

  private static Item partial(String content, String fields) {
    return ItemBuilder.builder(Sample.item(1, "email", "a@example.org", fields))
        .content(Sample.json(content))
        .build();
  }
}
