package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Import jobs of Klaviyo that confirm profiles by their numbers, without the ids. */
class KlaviyoJobsTest {
  private static final int SMALL = 4;
  private static final Outcome CONFIRMED = new Outcome.Delivered(null);
  private static final Outcome RECEIVED = new Outcome.Accepted(null);
  private static final String ERRORS = "/import-errors";

  private final ConnectedStandIn klaviyo =
      new ConnectedStandIn(
          "klaviyo",
          "{}",
          Map.of("apiKey", "pk_of_a_test"),
          JobsOfStandIn.withJobsFrom("klaviyo", SMALL));
  private final JobsOfStandIn jobs = new JobsOfStandIn(klaviyo);

  @AfterEach
  void close() {
    klaviyo.close();
  }

  private Batch batch(Item... items) {
    return klaviyo.batch("profiles", Operation.WRITE, "{}", items);
  }

  private static Item person(int number) {
    return item(number, "email", "p" + number + "@example.org", "{\"first_name\": \"Ann\"}");
  }

  private static Item[] people(int number) {
    return IntStream.range(0, number).mapToObj(KlaviyoJobsTest::person).toArray(Item[]::new);
  }

  /** Four people, and one without an email address. */
  private static Item[] five() {
    Item[] items = people(SMALL + 1);
    items[SMALL] = item(SMALL, "email", "nobody", "{}");
    return items;
  }

  private long readingsOfIds() {
    return jobs.sent().stream()
        .filter(request -> request.uri().getPath().endsWith("/profiles"))
        .count();
  }

  private int count() {
    return klaviyo.control("/records/profiles/counts").path("records").asInt();
  }

  private String profiles() {
    return klaviyo.control("/records/profiles").toString();
  }

  @Test
  void aJobOfTenThousandPeopleCostsThreeRequests() {
    jobs.needIds(false);
    assertThat(jobs.sendUntilDone(batch(people(10_000))).values())
        .hasSize(10_000)
        .containsOnly(CONFIRMED);
    assertThat(jobs.sent()).as("submission, question, errors").hasSize(3);
    assertThat(readingsOfIds()).isZero();
    klaviyo.assertDocumented();
  }

  @Test
  void theProfilesOfAJobAreReadIfMembershipsWaitForTheirIds() {
    jobs.needIds(true);
    assertThat(jobs.sendUntilDone(batch(people(1_000))).values())
        .hasSize(1_000)
        .doesNotContain(CONFIRMED)
        .doesNotHaveDuplicates()
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(readingsOfIds()).isEqualTo(10);
  }

  @Test
  void aRefusedProfileIsNamedAndTheOthersAreConfirmed() {
    jobs.needIds(false);
    Map<String, Outcome> outcomes = jobs.sendUntilDone(batch(five()));
    assertThat(outcomes.remove("dlv_4"))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            refused -> assertThat(refused.words()).contains("Invalid email address"));
    assertThat(outcomes.values()).hasSize(SMALL).containsOnly(CONFIRMED);
    assertThat(readingsOfIds()).isZero();
    assertThat(count()).isEqualTo(SMALL);
    klaviyo.assertDocumented();
  }

  /** More refused profiles than one page of errors has. */
  @Test
  void allPagesOfErrorsAreRead() {
    jobs.needIds(false);
    Item[] items = people(300);
    for (int i = 0; i < 250; i++) {
      items[i] = item(i, "email", "nobody" + i, "{}");
    }
    Map<String, Outcome> outcomes = jobs.sendUntilDone(batch(items));
    assertThat(outcomes.values().stream().filter(Outcome.Rejected.class::isInstance)).hasSize(250);
    assertThat(outcomes.values().stream().filter(CONFIRMED::equals)).hasSize(50);
    assertThat(readingsOfIds()).isZero();
  }

  /** Nothing of this may confirm the profile that Klaviyo has refused. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // The errors do not name the profile.
        "/import-errors | \"email\":\"nobody\" | \"email\":\"somebody\"",
        "/import-errors | \"original_payload\" | \"payload\"",
        // The list of errors is empty, or cut.
        "/import-errors | \\{\"type\":\"import-error\".*\\}\\](?=,\"links) | ]",
        "/import-errors | \\}$ | ``",
        // The numbers are missing, or do not fit.
        "`` | \"failed_count\":1 | \"failed_count\":null",
        "`` | \"failed_count\":1 | \"failed\":1",
        "`` | \"failed_count\":1 | \"failed_count\":2",
        "`` | \"failed_count\":1 | \"failed_count\":0",
        "`` | \"completed_count\":4 | \"completed_count\":5",
        "`` | \"completed_count\":4 | \"completed_count\":\"4\"",
        "`` | \"total_count\":5,\"completed_count\":4 | \"total_count\":4,\"completed_count\":3"
      })
  void theProfilesAreReadIfErrorsAndNumbersDoNotAgree(String path, String text, String instead) {
    jobs.needIds(false);
    Batch batch = batch(five());
    Batch inJob = JobsOfStandIn.inJob(batch);
    jobs.send(batch);
    boolean[] changed = new boolean[1];
    jobs.change(
        path,
        body -> {
          String before = new String(body, StandardCharsets.UTF_8);
          String after = before.replaceFirst(text, instead);
          changed[0] |= !after.equals(before);
          return after.getBytes(StandardCharsets.UTF_8);
        });
    List<Outcome> outcomes = jobs.resume(inJob);
    assertThat(changed[0]).as("the answer is changed").isTrue();
    assertThat(readingsOfIds()).isEqualTo(1);
    assertThat(outcomes.subList(0, SMALL))
        .doesNotContain(CONFIRMED)
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(outcomes.getLast()).isInstanceOfAny(Outcome.Submitted.class, Outcome.Rejected.class);
  }

  @Test
  void aProfileThatNothingNamesIsUncertainAtLast() {
    jobs.needIds(false);
    jobs.change(ERRORS, body -> "{\"data\":[]}".getBytes(StandardCharsets.UTF_8));
    Map<String, Outcome> outcomes = jobs.sendUntilDone(batch(five()));
    assertThat(outcomes.remove("dlv_4")).isInstanceOf(Outcome.ResultUnknown.class);
    assertThat(outcomes.values()).hasSize(SMALL).hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  /** Klaviyo may have deleted or merged a profile, and then the job has made another one. */
  @Test
  void theProfilesAreReadIfTheLedgerHasAnId() {
    jobs.needIds(false);
    Item[] items = people(SMALL);
    items[0] =
        ItemBuilder.builder(items[0])
            .deliveredAs(items[0].matchValue())
            .vendorId("01HDELETED")
            .build();
    Map<String, Outcome> outcomes = jobs.sendUntilDone(batch(items));
    assertThat(outcomes.get("dlv_0"))
        .isInstanceOfSatisfying(
            Outcome.Delivered.class,
            written -> assertThat(written.vendorId()).isNotNull().isNotEqualTo("01HDELETED"));
    assertThat(readingsOfIds()).isEqualTo(1);
  }

  /** Klaviyo counts both as written, and has the content of one of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"external_id\": \"42\"} / {\"external_id\": \"42\"}",
        "{\"phone_number\": \"+31201234567\"} / {\"phone_number\": \"+31 20 123-4567\"}",
        "{\"external_id\": \"Ann\"} / {\"external_id\": \"ann\"}"
      })
  void twoRecordsOfOneProfileAreNotInOneJob(String fields) {
    Item[] items = people(SMALL + 1);
    String[] each = fields.split(" / ");
    items[0] = item(0, "email", "p0@example.org", each[0]);
    items[1] = item(1, "email", "p1@example.org", each[1]);
    Protocol.Job job = (Protocol.Job) klaviyo.connector().protocol(batch(items));
    assertThat(job.leftOut()).containsExactly("dlv_1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWorkerThatDiesAtAnyRequestConfirmsNothingWrong(boolean afterItsEffect) {
    boolean killed = true;
    for (int request = 1; killed; request++) {
      klaviyo.call("POST", "/sandbox/reset", Map.of(), null);
      JobsOfStandIn dying = new JobsOfStandIn(klaviyo);
      dying.needIds(false);
      dying.killAt(request, afterItsEffect);
      Map<String, Outcome> outcomes = dying.sendUntilDone(batch(five()));
      killed = dying.isKilled();
      assertThat(outcomes.remove("dlv_4"))
          .as("killed at %d", request)
          .isInstanceOf(Outcome.Rejected.class);
      assertThat(outcomes.values()).hasSize(SMALL).containsOnly(CONFIRMED);
      assertThat(count()).isEqualTo(SMALL);
      assertThat(request).isLessThan(10);
    }
  }

  /** People that a job has confirmed, as the ledger knows them. */
  private Item[] confirmed(Item... items) {
    jobs.needIds(false);
    assertThat(jobs.sendUntilDone(batch(items)).values()).containsOnly(CONFIRMED);
    return Arrays.stream(items)
        .map(item -> ItemBuilder.builder(item).deliveredAs(item.matchValue()).build())
        .toArray(Item[]::new);
  }

  @Test
  void aProfileWithoutItsIdIsFoundByTheAddressThatItHad() {
    Item[] items = confirmed(people(SMALL));
    Item changed = ItemBuilder.builder(items[0]).matchValue("other@example.org").build();
    assertThat(klaviyo.write("profiles", changed).getFirst())
        .isInstanceOfSatisfying(
            Outcome.Delivered.class, written -> assertThat(written.vendorId()).isNotBlank());
    assertThat(count()).isEqualTo(SMALL);
    assertThat(profiles()).contains("other@example.org").doesNotContain("p0@example.org");
    klaviyo.assertDocumented();
  }

  @Test
  void aProfileThatIsNotFoundByTheAddressThatItHadIsCreated() {
    Item[] items = confirmed(people(SMALL));
    Item changed =
        ItemBuilder.builder(items[0])
            .deliveredAs("unknown@example.org")
            .matchValue("other@example.org")
            .build();
    assertThat(klaviyo.write("profiles", changed)).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(count()).isEqualTo(SMALL + 1);
  }

  /** A search may not find the profile yet, and then a second one would be created. */
  @Test
  void aProfileWithoutItsIdThatIsNewWaitsUntilASearchCertainlyFindsIt() {
    Instant now = Instant.now();
    Item changed =
        ItemBuilder.builder(person(0)).deliveredAs("unknown@example.org").since(now).build();
    assertThat(klaviyo.write("profiles", changed))
        .containsExactly(
            new Outcome.Transient("A search may not find this record yet", now.plusSeconds(60)));
    assertThat(count()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"email, p0@example.org", "external_id, customer \"4\"", "phone_number, +31201234567"})
  void aProfileWithoutItsIdIsFoundForItsRemoval(String field, String value) {
    Item[] items = people(SMALL + 1);
    String email = "{\"email\": \"of-%s@example.org\"}".formatted(field);
    items[0] = item(0, field, value, field.equals("email") ? "{}" : email);
    Item[] there =
        confirmed(
            Arrays.stream(items)
                .map(item ->
                    item == items[0]
                        ? item
                        : ItemBuilder.builder(item)
                            .matchField(field)
                            .matchValue(other(field, item))
                            .build())
                .toArray(Item[]::new));
    int before = count();
    assertThat(klaviyo.remove("profiles", there[0])).containsExactly(RECEIVED);
    klaviyo.pass(Duration.ofDays(2));
    assertThat(count()).isEqualTo(before - 1);
    // It is gone now, so there is nothing left to remove.
    assertThat(klaviyo.remove("profiles", there[0])).containsExactly(CONFIRMED);
    klaviyo.assertDocumented();
  }

  private static String other(String field, Item item) {
    int number = Integer.parseInt(item.delivery().substring("dlv_".length()));
    return switch (field) {
      case "phone_number" -> "+3120765432" + number;
      case "external_id" -> "customer " + (100 + number);
      default -> item.matchValue();
    };
  }

  @Test
  void aProfileWithoutItsIdIsForgottenByEachAddressThatItHad() {
    Item[] items = confirmed(people(SMALL));
    Item former =
        ItemBuilder.builder(items[0]).formerMatchValues(List.of("p1@example.org")).build();
    Batch batch = klaviyo.batch("profiles", Operation.REMOVE, "{}", former);
    assertThat(
            klaviyo
                .protocols()
                .forget(klaviyo.connector(), batch, klaviyo.target(), klaviyo.egress()))
        .containsExactly(RECEIVED);
    klaviyo.pass(Duration.ofDays(2));
    assertThat(count()).isEqualTo(SMALL - 2);
    assertThat(profiles()).doesNotContain("p0@example.org").doesNotContain("p1@example.org");
    klaviyo.assertDocumented();
  }
}
