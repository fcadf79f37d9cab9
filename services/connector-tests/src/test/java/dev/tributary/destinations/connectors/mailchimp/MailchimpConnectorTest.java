package dev.tributary.destinations.connectors.mailchimp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailchimpConnectorTest {
  private final MailchimpVendor mailchimp = new MailchimpVendor();
  private final Protocols protocols = new Protocols(Clock.systemUTC());

  /** Every request was as the vendor's document says. */
  @AfterEach
  void close() {
    assertThat(mailchimp.deviations()).doesNotContain("pointer");
    mailchimp.close();
  }

  @Test
  void aContactWhoHasUnsubscribedStaysUnsubscribed() {
    mailchimp.add("ann@example.org", "unsubscribed");
    assertThat(write("ann@example.org", "{\"status_if_new\": \"subscribed\", \"FNAME\": \"Ann\"}"))
        .isInstanceOf(Outcome.Delivered.class);
    assertThat(mailchimp.contacts())
        .singleElement()
        .satisfies(contact -> {
          assertThat(contact.path("status").asText()).isEqualTo("unsubscribed");
          assertThat(contact.path("merge_fields").path("FNAME").asText()).isEqualTo("Ann");
        });
    assertThat(mailchimp.resubscriptions()).isZero();
  }

  @Test
  void nobodyIsAddedWithoutARecordedOptIn() {
    assertThat(write("ann@example.org", "{\"FNAME\": \"Ann\"}"))
        .isEqualTo(new Outcome.Rejected("status_if_new", "A required value is missing"));
    assertThat(write("ann@example.org", "{\"status_if_new\": \"cleaned\"}"))
        .isInstanceOf(Outcome.Rejected.class);
    assertThat(mailchimp.contacts()).isEmpty();
  }

  @Test
  void anAddressThatWasDeletedForGoodIsRefusedInMailchimpsWords() {
    mailchimp.refuse("ann@example.org");
    assertThat(write("ann@example.org", "{\"status_if_new\": \"subscribed\"}"))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            refused ->
                assertThat(refused.words())
                    .startsWith("Forgotten Email Not Subscribed")
                    .contains("permanently deleted and cannot be re-imported"));
  }

  /** The only request that brings the contact back would also subscribe the contact again. */
  @Test
  void aContactWhoWasArchivedIsNotBroughtBack() {
    String fields = "{\"status_if_new\": \"subscribed\"}";
    write("ann@example.org", fields);
    Item removed = item("ann@example.org", "{}");
    assertThat(send("contacts", Operation.REMOVE, removed)).isInstanceOf(Outcome.Delivered.class);
    assertThat(write("ann@example.org", fields)).isEqualTo(new Outcome.Rejected(null, "archived"));
    assertThat(send("contacts", Operation.REMOVE, removed))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            refused -> assertThat(refused.words()).contains("bounced, pending or archived"));
  }

  @Test
  void aNewAddressChangesTheContactOfTheEarlierOne() {
    write("old@example.org", "{\"status_if_new\": \"subscribed\"}");
    Item changed =
        ItemBuilder.builder(item("new@example.org", "{\"status_if_new\": \"subscribed\"}"))
            .deliveredAs("old@example.org")
            .build();
    assertThat(send("contacts", Operation.WRITE, changed)).isInstanceOf(Outcome.Delivered.class);
    assertThat(mailchimp.records()).containsOnlyKeys("new@example.org");
  }

  @Test
  void anEventWaitsForItsContact() {
    Item event =
        ItemBuilder.builder(
                item(
                    "evt_1",
                    "{\"email\": \"Ann@example.org\", \"name\": \"bought\", \"properties\":"
                        + " {\"total\": \"9\"}}"))
            .matchField(null)
            .build();
    assertThat(send("events", Operation.WRITE, event)).isInstanceOf(Outcome.WaitsForRecord.class);
    mailchimp.add("ann@example.org", "subscribed");
    assertThat(send("events", Operation.WRITE, event)).isEqualTo(new Outcome.Delivered(null));
    assertThat(mailchimp.events())
        .singleElement()
        .satisfies(seen -> assertThat(seen.toString()).contains("bought", "total"));
  }

  private Outcome write(String address, String fields) {
    return send("contacts", Operation.WRITE, item(address, fields));
  }

  private Outcome send(String object, Operation operation, Item item) {
    Batch batch =
        new Batch(
            mailchimp.target().withoutSecrets(),
            "msg_1",
            new SyncId("syn_1"),
            object,
            null,
            operation,
            Json.MAPPER.createObjectNode(),
            List.of(item));
    return protocols
        .send(mailchimp.connector(), batch, mailchimp.target(), mailchimp.egress(), Places.NONE)
        .getFirst();
  }

  private static Item item(String matchValue, String fields) {
    return ItemBuilder.builder()
        .delivery("dlv_1")
        .matchField("email_address")
        .matchValue(matchValue)
        .deliveredAs(null)
        .vendorId(null)
        .parentVendorId(null)
        .fields(fields(fields))
        .version(1)
        .hash("hash")
        .since(Instant.EPOCH)
        .position(null)
        .uncertain(false)
        .build();
  }

  private static ObjectNode fields(String json) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
