package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.delivered;
import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Users of Zendesk by external ID, then by address, then by phone number. */
class ZendeskFurtherMatchesTest {
  private static final List<String> FURTHER = List.of("email", "phone");

  private final ConnectedStandIn zendesk =
      new ConnectedStandIn(
          "zendesk",
          "{\"subdomain\": \"acme\", \"user\": \"me@example.org\", \"bulkUsers\": true}",
          Map.of("apiToken", "token-of-zendesk"));

  @AfterEach
  void close() {
    zendesk.close();
  }

  private Batch batch(Operation operation, Item... items) {
    return BatchBuilder.builder(zendesk.batch("users", operation, "{}", items))
        .furtherMatches(FURTHER)
        .build();
  }

  private Outcome write(Item item) {
    return zendesk.send(batch(Operation.WRITE, item)).getFirst();
  }

  private Outcome write(Mode mode, Item item) {
    Batch batch = batch(Operation.WRITE, item);
    return zendesk.send(BatchBuilder.builder(batch).mode(mode).build()).getFirst();
  }

  private String user(String id) {
    return zendesk.control("/records/users?key=external_id&value=" + id).toString();
  }

  private int users() {
    return zendesk.control("/records/users/counts").path("records").asInt();
  }

  /** A user that another program has created. */
  private String preset(String email, String fields) {
    Outcome outcome = zendesk.write("users", item(90 + users(), "email", email, fields)).getFirst();
    return String.valueOf(((Outcome.Delivered) outcome).vendorId());
  }

  @Test
  void aUserIsFoundByTheAddressWhateverItsCase() {
    String id = preset("ann@example.org", "{\"name\": \"Ann\"}");
    Item ann = item(1, "external_id", "a1", "{\"email\": \"Ann@Example.org\", \"notes\": \"VIP\"}");
    assertThat(write(ann)).isEqualTo(new Outcome.Delivered(id));
    assertThat(user("a1")).contains("VIP");
    assertThat(write(ann)).as("the external ID finds it now").isEqualTo(new Outcome.Delivered(id));
    assertThat(users()).isEqualTo(1);
    zendesk.assertDocumented();
  }

  @Test
  void aUserIsFoundByThePhoneNumberAsZendeskStoresIt() {
    String id =
        String.valueOf(
            ((Outcome.Delivered)
                    zendesk
                        .write(
                            "users",
                            item(
                                90,
                                "email",
                                "ben@example.org",
                                "{\"name\": \"Ben\", \"phone\": \"+31201234567\"}"))
                        .getFirst())
                .vendorId());
    Item ben = item(1, "external_id", "b1", "{\"phone\": \"+31 20 123 45 67\"}");
    assertThat(write(ben)).isEqualTo(new Outcome.Delivered(id));
    assertThat(users()).isEqualTo(1);
    zendesk.assertDocumented();
  }

  /** A mother and a son can have one phone number. */
  @Test
  void aUserWithThePhoneNumberAndAnotherAddressIsNotOverwritten() {
    preset("mother@example.org", "{\"name\": \"Mother\", \"phone\": \"+31201234567\"}");
    String fields =
        "{\"name\": \"Son\", \"email\": \"son@example.org\", \"phone\": \"+31201234567\"}";
    assertThat(write(item(1, "external_id", "s1", fields)))
        .isInstanceOfSatisfying(
            Outcome.WaitsForRecord.class,
            waits -> assertThat(waits.words()).contains("same phone", "another email"));
    assertThat(zendesk.control("/records/users").toString())
        .contains("Mother")
        .doesNotContain("Son");
  }

  /** The search by the phone number does not find the user of the address. */
  @Test
  void aCreationDoesNotUpdateTheUserOfTheAddress() {
    write(item(1, "external_id", "a1", "{\"name\": \"Ann\", \"email\": \"home@example.org\"}"));
    Batch batch =
        BatchBuilder.builder(
                zendesk.batch(
                    "users",
                    Operation.WRITE,
                    "{}",
                    item(
                        2,
                        "external_id",
                        "b1",
                        "{\"name\": \"Ben\", \"email\": \"home@example.org\", \"phone\":"
                            + " \"+31201234567\"}")))
            .furtherMatches(List.of("phone"))
            .build();
    assertThat(zendesk.send(batch)).hasOnlyElementsOfType(Outcome.Transient.class);
    assertThat(user("a1")).contains("Ann").doesNotContain("Ben");
    assertThat(users()).isEqualTo(1);
    zendesk.assertDocumented();
  }

  @Test
  void theUserOfAnotherExternalIdIsNotOverwritten() {
    write(item(1, "external_id", "a1", "{\"name\": \"Ann\", \"email\": \"home@example.org\"}"));
    assertThat(
            write(
                item(
                    2,
                    "external_id",
                    "b1",
                    "{\"name\": \"Ben\", \"email\": \"home@example.org\"}")))
        .isInstanceOfSatisfying(
            Outcome.WaitsForRecord.class,
            refused -> assertThat(refused.words()).contains("same email", "another external_id"));
    assertThat(user("a1")).contains("Ann").doesNotContain("Ben");
    assertThat(users()).isEqualTo(1);
  }

  @Test
  void aPhoneNumberOfSeveralUsersIsRefused() {
    preset("a@example.org", "{\"name\": \"A\", \"phone\": \"+31201234567\"}");
    preset("b@example.org", "{\"name\": \"B\", \"phone\": \"+31201234567\"}");
    assertThat(
            write(item(1, "external_id", "c1", "{\"name\": \"C\", \"phone\": \"+31201234567\"}")))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            refused -> {
              assertThat(refused.field()).isEqualTo("phone");
              assertThat(refused.words()).contains("Several records match");
            });
    assertThat(users()).isEqualTo(2);
  }

  @Test
  void aPhoneNumberThatCannotBeSearchedForIsRefusedBeforeAnyRequest() {
    List<String> sent = new ArrayList<>();
    zendesk.watch(request -> sent.add(request.method()));
    assertThat(write(item(1, "external_id", "c1", "{\"name\": \"C\", \"phone\": \"020 123\"}")))
        .isInstanceOf(Outcome.Rejected.class);
    assertThat(sent).isEmpty();
  }

  @Test
  void aSyncThatOnlyUpdatesFindsByTheAddress() {
    String id = preset("ann@example.org", "{\"name\": \"Ann\"}");
    String fields = "{\"email\": \"ann@example.org\", \"notes\": \"VIP\"}";
    assertThat(write(Mode.UPDATE_ONLY, item(1, "external_id", "a1", fields)))
        .isEqualTo(new Outcome.Delivered(id));
    assertThat(write(Mode.UPDATE_ONLY, item(2, "external_id", "b1", "{\"email\": \"b@e.org\"}")))
        .isInstanceOf(Outcome.RefusedMissing.class);
    assertThat(users()).isEqualTo(1);
  }

  /** A removal never names a user by an address: it may be of another person. */
  @Test
  void aRemovalSearchesByTheMatchFieldOnly() {
    preset("ann@example.org", "{\"name\": \"Ann\"}");
    Item ann = item(1, "external_id", "a1", "{\"email\": \"ann@example.org\"}");
    assertThat(zendesk.send(batch(Operation.REMOVE, ann)))
        .containsExactly(new Outcome.Delivered(null));
    assertThat(zendesk.control("/records/users").toString()).contains("ann@example.org");
  }

  /** A job knows a user by the external ID or the address, and would not tell a taken one. */
  @Test
  void usersWithoutAKnownIdAreNotInAJob() {
    preset("u3@example.org", "{\"name\": \"U\"}");
    List<Item> items =
        IntStream.range(0, 12)
            .mapToObj(i ->
                item(
                    i,
                    "external_id",
                    "e" + i,
                    "{\"name\": \"U\", \"email\": \"u%d@example.org\"}".formatted(i)))
            .toList();
    List<String> paths = new ArrayList<>();
    zendesk.watch(request -> paths.add(request.uri().getPath()));
    List<Outcome> outcomes =
        zendesk.sendInParts(
            zendesk.connector(), batch(Operation.WRITE, items.toArray(Item[]::new)));
    assertThat(outcomes).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(paths).noneMatch(path -> path.endsWith("create_or_update_many"));
    assertThat(users()).isEqualTo(12);
    Item[] known =
        IntStream.range(0, 12)
            .mapToObj(i -> delivered(items.get(i), outcomes.get(i)))
            .toArray(Item[]::new);
    assertThat(zendesk.protocols().isJob(zendesk.connector(), batch(Operation.WRITE, known)))
        .isTrue();
  }

  @Test
  void aPlanCountsTheSearches() {
    Item ann =
        item(
            1,
            "external_id",
            "a1",
            "{\"name\": \"A\", \"email\": \"a@e.org\", \"phone\": \"+31201234567\"}");
    assertThat(zendesk.protocols().requests(zendesk.connector(), batch(Operation.WRITE, ann)))
        .isEqualTo(4);
    Item known = ItemBuilder.builder(ann).vendorId("7").deliveredAs("a1").build();
    assertThat(zendesk.protocols().requests(zendesk.connector(), batch(Operation.WRITE, known)))
        .isEqualTo(1);
  }
}
