package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.MemoryPlaces;
import dev.tributary.destinations.protocol.Places;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The fields that Tributary creates for itself, with the stand-ins of their vendors. */
class OwnFieldsOfStandInsTest {
  private static final String VALUE = "own-42";

  /** An object with such a field. */
  enum Owner {
    MAILCHIMP(
        "mailchimp",
        "contacts",
        "email_address",
        "TRIB_ID",
        "{\"status_if_new\": \"subscribed\"%s}",
        "/3.0/lists/list1/merge-fields",
        "/records/members"),
    ZENDESK_USERS(
        "zendesk",
        "users",
        "email",
        "tributary_id",
        "{\"name\": \"Ann\"%s}",
        "/api/v2/user_fields",
        "/records/users"),
    ZENDESK_ORGANIZATIONS(
        "zendesk",
        "organizations",
        "external_id",
        "tributary_id",
        "{\"name\": \"Acme #\"%s}",
        "/api/v2/organization_fields",
        "/records/organizations"),
    MARKETO(
        "marketo",
        "leads",
        "email",
        "tributaryId",
        "{\"firstName\": \"Ann\"%s}",
        "/rest/v1/leads/schema/fields.json",
        "/records/leads");

    private final String vendor;
    private final String object;
    private final String matchField;
    private final String field;
    private final String fields;
    private final String creation;
    private final String records;

    Owner(
        String vendor,
        String object,
        String matchField,
        String field,
        String fields,
        String creation,
        String records) {
      this.vendor = vendor;
      this.object = object;
      this.matchField = matchField;
      this.field = field;
      this.fields = fields;
      this.creation = creation;
      this.records = records;
    }

    private ConnectedStandIn standIn() {
      return switch (vendor) {
        case "mailchimp" -> {
          ConnectedStandIn mailchimp =
              new ConnectedStandIn(
                  vendor, "{\"dataCenter\": \"us1\", \"audience\": \"list1\"}", secret("apiKey"));
          mailchimp.control("POST", "/records/lists", "{\"values\": {\"name\": \"News\"}}");
          yield mailchimp;
        }
        case "zendesk" ->
            new ConnectedStandIn(
                vendor,
                "{\"subdomain\": \"acme\", \"user\": \"me@example.org\"}",
                secret("apiToken"));
        default ->
            new ConnectedStandIn(
                vendor,
                "{\"munchkinId\": \"123-abc-456\", \"clientId\": \"client\"}",
                secret("clientSecret"));
      };
    }

    private static Map<String, String> secret(String name) {
      return Map.of(name, "secret-of-a-test");
    }

    private Item withValue(int number) {
      return record(number, ", \"%s\": \"%s\"".formatted(field, VALUE));
    }

    private Item withoutValue(int number) {
      return record(number, "");
    }

    private Item record(int number, String more) {
      return item(
          number,
          matchField,
          "p%d@example.org".formatted(number),
          ContractObject.numbered(fields, number).formatted(more));
    }
  }

  /** The vendor refuses the right to create the field. */
  private record Forbidding(Egress egress, Owner owner) implements Egress {
    @Override
    public Answer send(Request request) throws EgressFailure {
      return creates(owner, request)
          ? owner == Owner.MARKETO
              ? answer(
                  200,
                  "{\"success\": false, \"errors\": [{\"code\": \"603\", \"message\": \"Access"
                      + " denied\"}]}")
              : answer(403, "{\"title\": \"Forbidden\", \"error\": \"Forbidden\"}")
          : egress.send(request);
    }

    private static Answer answer(int status, String body) {
      return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public InetAddress checked(String host, int port) throws EgressFailure {
      return egress.checked(host, port);
    }

    @Override
    public void note(Exchange exchange) {
      egress.note(exchange);
    }
  }

  private final List<ConnectedStandIn> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(ConnectedStandIn::close);
  }

  private ConnectedStandIn open(Owner owner) {
    ConnectedStandIn standIn = owner.standIn();
    opened.add(standIn);
    return standIn;
  }

  private static boolean creates(Owner owner, Egress.Request request) {
    return request.method().equals("POST") && request.uri().getPath().endsWith(owner.creation);
  }

  private static long creations(Owner owner, ConnectedStandIn standIn) {
    return standIn.egress().sent.stream().filter(request -> creates(owner, request)).count();
  }

  private static Outcome write(Owner owner, ConnectedStandIn standIn, Item item) {
    return standIn.write(owner.object, item).getFirst();
  }

  private static Outcome write(
      Owner owner, ConnectedStandIn standIn, Egress egress, Places places, Item item) {
    Batch batch = standIn.batch(owner.object, Operation.WRITE, "{}", item);
    return standIn
        .protocols()
        .send(standIn.connector(), batch, standIn.target(), egress, places)
        .getFirst();
  }

  private static void arrived(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
  }

  @ParameterizedTest
  @EnumSource
  void theFieldIsCreatedBeforeTheFirstValueAndNotBefore(Owner owner) {
    ConnectedStandIn standIn = open(owner);
    arrived(write(owner, standIn, owner.withoutValue(1)));
    assertThat(creations(owner, standIn)).isZero();
    arrived(write(owner, standIn, owner.withValue(2)));
    arrived(write(owner, standIn, owner.withValue(3)));
    standIn.forgetPlaces();
    arrived(write(owner, standIn, owner.withValue(4)));
    assertThat(creations(owner, standIn)).isOne();
    assertThat(standIn.contents(owner.records))
        .filteredOn(record -> record.contains(VALUE))
        .hasSize(3);
    standIn.assertDocumented();
  }

  /** The replicas share the ledger, so one of them waits for the other. */
  @ParameterizedTest
  @EnumSource
  void twoReplicasAtOnceCreateTheFieldOnce(Owner owner) {
    ConnectedStandIn standIn = open(owner);
    List<Outcome> second = new ArrayList<>();
    atCreation(owner, standIn, () -> second.add(write(owner, standIn, owner.withValue(2))));
    arrived(write(owner, standIn, owner.withValue(1)));
    assertThat(second).singleElement().isInstanceOf(Outcome.WaitsForPlace.class);
    arrived(write(owner, standIn, owner.withValue(2)));
    assertThat(creations(owner, standIn)).isOne();
  }

  /** The vendor refuses the second creation, and the field is searched for again. */
  @ParameterizedTest
  @EnumSource
  void aFieldThatAnotherProgramCreatesMeanwhileIsUsed(Owner owner) {
    ConnectedStandIn standIn = open(owner);
    atCreation(
        owner,
        standIn,
        () ->
            arrived(
                write(owner, standIn, standIn.egress(), new MemoryPlaces(), owner.withValue(2))));
    arrived(write(owner, standIn, owner.withValue(1)));
    assertThat(creations(owner, standIn)).isEqualTo(2);
    assertThat(standIn.contents(owner.records))
        .filteredOn(record -> record.contains(VALUE))
        .hasSize(2);
  }

  /** Does something once, before the request that creates the field is sent. */
  private static void atCreation(Owner owner, ConnectedStandIn standIn, Runnable work) {
    AtomicBoolean first = new AtomicBoolean(true);
    standIn.watch(request -> {
      if (creates(owner, request) && first.getAndSet(false)) {
        work.run();
      }
    });
  }

  @ParameterizedTest
  @EnumSource
  void withoutTheRightToCreateItTheSyncPausesAndOtherRecordsArrive(Owner owner) {
    ConnectedStandIn standIn = open(owner);
    Egress forbidding = new Forbidding(standIn.egress(), owner);
    assertThat(write(owner, standIn, forbidding, new MemoryPlaces(), owner.withValue(1)))
        .isInstanceOf(Outcome.Misconfigured.class)
        .satisfies(paused ->
            assertThat(paused.words())
                .startsWith(
                    "Tributary needs the field %s of %s".formatted(owner.field, owner.object))
                .containsAnyOf("Forbidden", "Access denied"));
    assertThat(standIn.contents(owner.records)).isEmpty();
    arrived(write(owner, standIn, forbidding, new MemoryPlaces(), owner.withoutValue(2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "MAILCHIMP; {\"name\": \"Other\", \"tag\": \"TRIB_ID\", \"type\": \"number\"};"
            + " already exists",
        "ZENDESK_USERS; {\"user_field\": {\"key\": \"tributary_id\", \"title\": \"Other\","
            + " \"type\": \"checkbox\"}}; checkbox",
        "ZENDESK_ORGANIZATIONS; {\"organization_field\": {\"key\": \"tributary_id\","
            + " \"title\": \"Other\", \"type\": \"date\"}}; date"
      })
  void aFieldOfThisNameWithAnotherTypePausesTheSync(Owner owner, String field, String words) {
    ConnectedStandIn standIn = open(owner);
    created(owner, standIn, field);
    assertThat(write(owner, standIn, owner.withValue(1)))
        .isInstanceOf(Outcome.Misconfigured.class)
        .satisfies(paused -> assertThat(paused.words()).contains(owner.field, words));
    assertThat(standIn.contents(owner.records)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "MAILCHIMP")
  void anAudienceWithoutRoomPausesTheSync(Owner owner) {
    ConnectedStandIn standIn = open(owner);
    for (int i = 3; i <= 30; i++) {
      created(owner, standIn, "{\"name\": \"F%d\", \"type\": \"text\"}".formatted(i));
    }
    assertThat(write(owner, standIn, owner.withValue(1)))
        .isInstanceOf(Outcome.Misconfigured.class)
        .satisfies(paused -> assertThat(paused.words()).contains("maximum of 30 merge fields"));
  }

  /** A user of the vendor creates a field. */
  private static void created(Owner owner, ConnectedStandIn standIn, String field) {
    standIn.call(
        "POST",
        "/" + owner.vendor + owner.creation,
        Map.of("content-type", "application/json", "authorization", "Basic dXM6a2V5"),
        field);
  }
}
