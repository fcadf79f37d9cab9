package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.JobAnswer.OfStep;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Large batches of the declared connectors go by jobs of the vendor. */
class LargeBatchesTest {
  private static final int SMALL = 4;
  private static final String KEY = "External_Id__c";
  private static final String RESULTS = "/successfulResults";
  private ConnectedStandIn vendor = new ConnectedStandIn("salesforce", "{}", Map.of());

  @AfterEach
  void close() {
    vendor.close();
  }

  /** A vendor with jobs, and a batch for it of which one record is refused. */
  private enum Case {
    SALESFORCE("salesforce", "{\"domain\": \"acme\"}", "contacts"),
    KLAVIYO("klaviyo", "{}", "profiles"),
    ZENDESK(
        "zendesk",
        "{\"subdomain\": \"acme\", \"user\": \"ada@example.org\", \"bulkUsers\": true}",
        "users");

    private final String id;
    private final String settings;
    private final String object;

    Case(String id, String settings, String object) {
      this.id = id;
      this.settings = settings;
      this.object = object;
    }

    private Item written(int number) {
      String email = "p" + number + "@example.org";
      return switch (this) {
        case SALESFORCE -> item(number, KEY, "c" + number, "{\"LastName\": \"Lee\"}");
        case KLAVIYO -> item(number, "email", email, "{\"first_name\": \"Ann\"}");
        case ZENDESK -> item(number, "email", email, "{\"name\": \"Ann\"}");
      };
    }

    private Item refused(int number) {
      return switch (this) {
        case SALESFORCE ->
            item(number, KEY, "c" + number, "{\"LastName\": \"Lee\", \"Email\": \"x\"}");
        case KLAVIYO -> item(number, "email", "nobody", "{}");
        case ZENDESK -> item(number, "email", "nobody", "{\"name\": \"Ann\"}");
      };
    }

    /** Whether the vendor processes a job from this request on. */
    private boolean starts(Egress.Request request) {
      String path = request.uri().getPath();
      byte[] body = request.body();
      return switch (this) {
        case SALESFORCE -> body != null && text(body).contains("UploadComplete");
        case KLAVIYO -> path.endsWith("/profile-bulk-import-jobs");
        case ZENDESK -> path.endsWith("_many");
      };
    }

    private String records() {
      return switch (this) {
        case SALESFORCE -> "/records/Contact";
        case KLAVIYO -> "/records/profiles";
        case ZENDESK -> "/records/users";
      };
    }
  }

  private void connect(Case of) {
    vendor.close();
    vendor =
        new ConnectedStandIn(
            of.id,
            of.settings,
            Map.of("apiKey", "pk_of_a_test", "apiToken", "token"),
            JobsOfStandIn.withJobsFrom(of.id, SMALL));
    switch (of) {
      case SALESFORCE -> vendor.signIn("/services/oauth2/token");
      case ZENDESK -> vendor.control("PUT", "/many-users/on", "{}");
      case KLAVIYO -> {}
    }
  }

  private Batch batch(Case of, Item... items) {
    return vendor.batch(of.object, Operation.WRITE, "{}", items);
  }

  private Batch contacts(int number) {
    return batch(
        Case.SALESFORCE,
        IntStream.range(0, number).mapToObj(Case.SALESFORCE::written).toArray(Item[]::new));
  }

  private int count(Case of) {
    return vendor.control(of.records()).path("total").asInt();
  }

  private static Item[] five(Case of) {
    return Stream.concat(IntStream.range(0, 4).mapToObj(of::written), Stream.of(of.refused(4)))
        .toArray(Item[]::new);
  }

  @ParameterizedTest
  @EnumSource
  void eachRecordOfAJobHasItsOwnResult(Case of) {
    connect(of);
    JobsOfStandIn jobs = new JobsOfStandIn(vendor);
    Map<String, Outcome> outcomes = jobs.sendUntilDone(batch(of, five(of)));
    assertThat(outcomes).hasSize(5);
    assertThat(outcomes.get("dlv_4"))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, refused -> assertThat(refused.words()).isNotBlank());
    outcomes.remove("dlv_4");
    assertThat(outcomes.values())
        .allSatisfy(outcome ->
            assertThat(outcome)
                .isInstanceOfSatisfying(
                    Outcome.Delivered.class,
                    written -> assertThat(written.vendorId()).isNotBlank()));
    assertThat(
            outcomes.values().stream()
                .map(outcome -> ((Outcome.Delivered) outcome).vendorId())
                .distinct())
        .hasSize(4);
    assertThat(count(of)).isEqualTo(4);
    vendor.assertDocumented();
  }

  @ParameterizedTest
  @EnumSource
  void aWorkerThatDiesAtAnyRequestLosesNothingAndRepeatsNoJobThatIsKnown(Case of) {
    boolean killed = true;
    for (int request = 1; killed; request++) {
      killed = false;
      for (boolean after : new boolean[] {false, true}) {
        connect(of);
        JobsOfStandIn jobs = new JobsOfStandIn(vendor);
        jobs.killAt(request, after);
        Map<String, Outcome> outcomes = jobs.sendUntilDone(batch(of, five(of)));
        killed |= jobs.isKilled();
        assertThat(outcomes).as("killed at %d, %s", request, after).hasSize(5);
        assertThat(outcomes.values().stream().filter(Outcome.Delivered.class::isInstance))
            .hasSize(4);
        assertThat(count(of)).isEqualTo(4);
        // Only a submission without an answer is repeated, at a vendor that starts a job by it.
        assertThat(jobs.sent().stream().filter(of::starts))
            .as("killed at %d, %s", request, after)
            .hasSize(of != Case.SALESFORCE && request == 1 && after ? 2 : 1);
      }
      assertThat(request).isLessThan(20);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSmallBatchIsSentWithoutAJob(Case of) {
    connect(of);
    JobsOfStandIn jobs = new JobsOfStandIn(vendor);
    assertThat(jobs.send(batch(of, of.written(1), of.written(2))))
        .hasSize(2)
        .doesNotHaveAnyElementsOfTypes(Outcome.Submitted.class);
    assertThat(jobs.sent()).noneMatch(request -> request.uri().getPath().contains("job"));
  }

  @Test
  void aFileWithReorderedColumnsIsReadByTheirNames() {
    connect(Case.SALESFORCE);
    JobsOfStandIn jobs = new JobsOfStandIn(vendor);
    jobs.change(RESULTS, lines(LargeBatchesTest::reversed));
    assertThat(jobs.sendUntilDone(contacts(SMALL)).values())
        .hasSize(SMALL)
        .hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  @Test
  void aFileWithAnUnknownHeaderGivesNoOutcomeUntilItCanBeRead() {
    connect(Case.SALESFORCE);
    assertNothingFrom(body -> text(body).replace("sf__Id", "Id").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileWithoutTheKeyGivesNoOutcome() {
    connect(Case.SALESFORCE);
    assertNothingFrom(body -> text(body).replace(KEY, "Key__c").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aPageOfAProxyInThePlaceOfAFileGivesNoOutcome() {
    connect(Case.SALESFORCE);
    assertNothingFrom(body -> "<html>\nOK\n</html>\n".getBytes(StandardCharsets.UTF_8));
  }

  private void assertNothingFrom(UnaryOperator<byte[]> change) {
    JobsOfStandIn jobs = new JobsOfStandIn(vendor);
    Batch batch = contacts(SMALL);
    jobs.change(RESULTS, change);
    assertThat(jobs.send(batch)).hasOnlyElementsOfType(Outcome.Submitted.class);
    Batch inJob = JobsOfStandIn.inJob(batch);
    assertThat(jobs.resume(inJob)).hasOnlyElementsOfType(Outcome.Submitted.class);
    jobs.changeNothing();
    assertThat(jobs.resume(inJob)).hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  /** A cut file says nothing wrong about any record, wherever it is cut. */
  @Test
  void aCutFileNeverGivesAWrongOutcome() {
    for (int cut = 1; cut < 60; cut += 7) {
      int end = cut;
      connect(Case.SALESFORCE);
      Batch batch = contacts(SMALL);
      Batch inJob = JobsOfStandIn.inJob(batch);
      JobsOfStandIn jobs = new JobsOfStandIn(vendor);
      jobs.send(batch);
      jobs.change(RESULTS, body -> Arrays.copyOf(body, Math.max(0, body.length - end)));
      List<Outcome> outcomes = jobs.resume(inJob);
      assertThat(outcomes).hasOnlyElementsOfTypes(Outcome.Submitted.class, Outcome.Delivered.class);
      assertThat(outcomes.getLast()).isNotInstanceOf(Outcome.Delivered.class);
    }
  }

  /** No record is at fault, and none was processed. */
  @Test
  void aFieldThatTheObjectLacksStopsTheSyncOfAJob() {
    assertThat(
            resumedAs("\"Failed\",\"errorMessage\":\"InvalidBatch : Field name not found : X__c\""))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
  }

  @Test
  void aJobThatFailedHasTheResultsOfItsRecords() {
    assertThat(resumedAs("\"Failed\"")).hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  @Test
  void anUnknownStateSaysNothing() {
    assertThat(resumedAs("\"Paused\"")).hasOnlyElementsOfType(Outcome.Submitted.class);
  }

  @Test
  void anAbortedJobCountsAsOneWithoutAnAnswer() {
    assertThat(resumedAs("\"Aborted\"")).hasOnlyElementsOfType(Outcome.Ambiguous.class);
  }

  /** The outcomes of a job that has this state in place of the one of a complete job. */
  private List<Outcome> resumedAs(String state) {
    connect(Case.SALESFORCE);
    JobsOfStandIn jobs = new JobsOfStandIn(vendor);
    Batch batch = contacts(SMALL);
    jobs.send(batch);
    jobs.change(
        "",
        body ->
            text(body)
                .replace("\"state\":\"JobComplete\"", "\"state\":" + state)
                .getBytes(StandardCharsets.UTF_8));
    return jobs.resume(JobsOfStandIn.inJob(batch));
  }

  @Test
  void aFileClearsNamesARelationAndKeepsATextAsItIs() {
    connect(Case.SALESFORCE);
    vendor.write("accounts", item(90, KEY, "a1", "{\"Name\": \"Acme\"}"));
    vendor.write("contacts", item(91, KEY, "c0", "{\"LastName\": \"Lee\", \"Title\": \"CTO\"}"));
    String odd = "{\"LastName\": \"Lee, \\\"Ann\\\"\\n\uD83D\uDE00\"}";
    JobsOfStandIn jobs = new JobsOfStandIn(vendor);
    assertThat(
            jobs.sendUntilDone(
                    batch(
                        Case.SALESFORCE,
                        item(0, KEY, "c0", "{\"Title\": null, \"LastName\": \"Li\"}"),
                        item(
                            1,
                            KEY,
                            "c1",
                            "{\"LastName\": \"Lo\", \"Account\": {\"%s\": \"a1\"}}".formatted(KEY)),
                        item(2, KEY, "c2", odd),
                        item(3, KEY, "c3", "{\"LastName\": \"Lu\"}")))
                .values())
        .hasSize(4)
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    JsonNode contacts = vendor.control("/records/Contact");
    assertThat(contacts.toString())
        .doesNotContain("CTO")
        .contains("AccountId")
        .contains("Lee, \\\"Ann\\\"\\n\uD83D\uDE00");
  }

  /** A file cannot clear a relation, and a text like the mark for null would clear its field. */
  @Test
  void aRecordThatAFileCannotHaveIsSentWithoutAJob() {
    connect(Case.SALESFORCE);
    JobsOfStandIn jobs = new JobsOfStandIn(vendor);
    Item[] items =
        Stream.concat(
                contacts(SMALL).items().stream(),
                Stream.of(
                    item(7, KEY, "c7", "{\"LastName\": \"Lee\", \"Account\": null}"),
                    item(8, KEY, "c8", "{\"LastName\": \"#N/A\"}")))
            .toArray(Item[]::new);
    List<Outcome> first = jobs.send(batch(Case.SALESFORCE, items));
    assertThat(first.subList(0, SMALL)).hasOnlyElementsOfType(Outcome.Submitted.class);
    assertThat(first.subList(SMALL, SMALL + 2)).hasOnlyElementsOfType(Outcome.HeldBack.class);
    assertThat(jobs.sendUntilDone(batch(Case.SALESFORCE, items)).values())
        .hasSize(SMALL + 2)
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(vendor.control("/records/Contact").toString()).contains("#N/A");
  }

  /** A vendor would refuse the column of a relation, and so the whole file. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ReportsTo\": null",
        "\"Parent__r\": null",
        "\"Parent__r\": \"\"",
        "\"Account\": {\"External_Id__c\": null}",
        "\"Account\": \"Acme\"",
        "\"Parent__r\": \"Acme\"",
        "\"Parent__r\": {}",
        "\"Tags__c\": [\"a\", \"b\"]",
        "\"Amount__c\": 1e999999999",
        "\"Amount__c\": 1e-999999999"
      })
  void aValueThatACellCannotHaveIsSentWithoutAJob(String field) {
    connect(Case.SALESFORCE);
    Item[] items =
        Stream.concat(
                contacts(SMALL).items().stream(),
                Stream.of(
                    item(7, KEY, "c7", "{\"LastName\": \"Lee\", %s}".formatted(field)),
                    item(
                        8,
                        KEY,
                        "c8",
                        "{\"LastName\": \"Lee\", \"Parent__r\": {\"External_Id__c\": \"x\"}}")))
            .toArray(Item[]::new);
    Protocol.Job job = (Protocol.Job) vendor.connector().protocol(batch(Case.SALESFORCE, items));
    assertThat(job.leftOut()).containsExactly("dlv_7");
  }

  @Test
  void aFileHasNoColumnForTheTypeOfARelation() {
    connect(Case.SALESFORCE);
    Item[] items = contacts(SMALL).items().toArray(Item[]::new);
    items[0] =
        item(
            0,
            KEY,
            "c0",
            "{\"Tier__c\": null, \"Account\": {\"attributes\": {\"type\": \"A\"}, \"%s\": \"a\"}}"
                .formatted(KEY));
    Protocol.Job job = (Protocol.Job) vendor.connector().protocol(batch(Case.SALESFORCE, items));
    assertThat(job.leftOut()).isEmpty();
    assertThat(
            text(job.parts().getFirst().of("750").request().body())
                .lines()
                .findFirst()
                .orElseThrow())
        .contains("Account." + KEY, "Tier__c")
        .doesNotContain("attributes");
  }

  @Test
  void aContactWhoseAccountIsMissingIsRefusedAlone() {
    connect(Case.SALESFORCE);
    Item[] items = contacts(SMALL).items().toArray(Item[]::new);
    items[0] =
        item(0, KEY, "c0", "{\"LastName\": \"Lo\", \"Account\": {\"%s\": \"a9\"}}".formatted(KEY));
    Map<String, Outcome> outcomes =
        new JobsOfStandIn(vendor).sendUntilDone(batch(Case.SALESFORCE, items));
    assertThat(outcomes.remove("dlv_0"))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, refused -> assertThat(refused.words()).contains("a9"));
    assertThat(outcomes.values()).hasSize(SMALL - 1).hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  /** The words are stored with each record, and shown. */
  @Test
  void theWordsOfARecordHaveNoDataOfOthers() {
    connect(Case.SALESFORCE);
    JobsOfStandIn jobs = new JobsOfStandIn(vendor);
    Batch batch = contacts(SMALL);
    jobs.send(batch);
    jobs.change(
        RESULTS,
        body ->
            (text(body).lines().findFirst().orElseThrow() + "\n").getBytes(StandardCharsets.UTF_8));
    jobs.change(
        "/unprocessedrecords",
        body ->
            "External_Id__c,LastName\nc0,Noether\nc1,Noether\nc2,Noether\nc3,Noether\n"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(jobs.resume(JobsOfStandIn.inJob(batch)))
        .hasSize(SMALL)
        .allSatisfy(outcome -> {
          assertThat(outcome).isInstanceOf(Outcome.Transient.class);
          assertThat(outcome.toString()).doesNotContain("Noether");
        });
  }

  /** The file of results repeats each row, and an answer has at most 4 MiB. */
  @ParameterizedTest
  @ValueSource(ints = {1, 20, 300, 2_000})
  void theResultsOfAJobCanBeRead(int columns) {
    Item[] items = contacts(10_000).items().toArray(Item[]::new);
    items[0] =
        item(
            0,
            KEY,
            "c0",
            IntStream.range(0, columns)
                .mapToObj("\"F%d__c\": 1"::formatted)
                .collect(Collectors.joining(", ", "{", "}")));
    int most = vendor.connector().mostItems(batch(Case.SALESFORCE, items));
    if (most > 200) {
      assertThat(most).isGreaterThanOrEqualTo(500);
      assertThat(most * (600 + 3 * columns) + 1_500_000).isLessThan(4 * 1024 * 1024);
    }
    assertThat(columns == 2_000).isEqualTo(most == 200);
  }

  @Test
  void noRecordIsTheCauseIfTheCreationOfAJobIsRefused() {
    connect(Case.SALESFORCE);
    Protocol.Job job = (Protocol.Job) vendor.connector().protocol(contacts(SMALL));
    Egress.Answer refused =
        new Egress.Answer(
            400,
            Map.of(),
            "[{\"errorCode\": \"EXCEEDED_QUOTA\"}]".getBytes(StandardCharsets.UTF_8));
    assertThat(job.submit().of("job_1").reading().read(refused, Instant.EPOCH))
        .isInstanceOfSatisfying(
            OfStep.Failed.class,
            failed -> assertThat(failed.outcome()).isInstanceOf(Outcome.Transient.class));
  }

  /** A deleted or merged profile is found, or created again, by its identifiers. */
  @Test
  void aJobNamesNoIdsOfProfiles() {
    connect(Case.KLAVIYO);
    Item[] items = five(Case.KLAVIYO);
    items[0] =
        ItemBuilder.builder(items[0])
            .deliveredAs(items[0].matchValue())
            .vendorId("01HDELETED")
            .build();
    JobsOfStandIn jobs = new JobsOfStandIn(vendor);
    assertThat(jobs.sendUntilDone(batch(Case.KLAVIYO, items)).get("dlv_0"))
        .isInstanceOfSatisfying(
            Outcome.Delivered.class,
            written -> assertThat(written.vendorId()).isNotEqualTo("01HDELETED"));
    assertThat(count(Case.KLAVIYO)).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DatabaseConflict", "PermissionDenied"})
  void aUserIsRefusedForGoodByAFaultOfTheUserOnly(String code) {
    connect(Case.ZENDESK);
    JobsOfStandIn jobs = new JobsOfStandIn(vendor);
    Batch batch = batch(Case.ZENDESK, five(Case.ZENDESK));
    jobs.send(batch);
    jobs.change(
        "",
        body ->
            text(body)
                .replaceAll("\"error\":\"[A-Za-z]+\"", "\"error\":\"%s\"".formatted(code))
                .getBytes(StandardCharsets.UTF_8));
    assertThat(jobs.resume(JobsOfStandIn.inJob(batch)).getLast())
        .isInstanceOf(Outcome.Transient.class);
  }

  /** Klaviyo ignores null in a job, also within an object. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"first_name\": \"Bob\"} | {\"first_name\": null}",
        "{\"location\": {\"city\": \"Bob\"}} | {\"location\": {\"city\": null}}"
      })
  void aProfileWithANullIsWrittenAlone(String before, String after) {
    connect(Case.KLAVIYO);
    vendor.write("profiles", item(90, "email", "p0@example.org", before));
    Item[] items = five(Case.KLAVIYO);
    items[0] = item(0, "email", "p0@example.org", after);
    Protocol.Job job = (Protocol.Job) vendor.connector().protocol(batch(Case.KLAVIYO, items));
    assertThat(job.leftOut()).contains("dlv_0");
    Map<String, Outcome> outcomes =
        new JobsOfStandIn(vendor).sendUntilDone(batch(Case.KLAVIYO, items));
    assertThat(outcomes.get("dlv_0")).isInstanceOf(Outcome.Delivered.class);
    assertThat(vendor.control("/records/profiles").toString()).doesNotContain("Bob");
  }

  @Test
  void aProfileOfAJobKeepsItsIdIfTheAddressChanges() {
    connect(Case.KLAVIYO);
    JobsOfStandIn jobs = new JobsOfStandIn(vendor);
    Item[] items = five(Case.KLAVIYO);
    Map<String, Outcome> outcomes = jobs.sendUntilDone(batch(Case.KLAVIYO, items));
    items[0] =
        ItemBuilder.builder(ConnectedStandIn.delivered(items[0], outcomes.get("dlv_0")))
            .matchValue("other@example.org")
            .build();
    assertThat(jobs.sendUntilDone(batch(Case.KLAVIYO, items)).get("dlv_0"))
        .isEqualTo(outcomes.get("dlv_0"));
    assertThat(count(Case.KLAVIYO)).isEqualTo(4);
  }

  /** A job would create a second user. */
  @Test
  void aUserWithAnotherAddressIsUpdatedByItsId() {
    connect(Case.ZENDESK);
    JobsOfStandIn jobs = new JobsOfStandIn(vendor);
    Item[] items = five(Case.ZENDESK);
    Map<String, Outcome> outcomes = jobs.sendUntilDone(batch(Case.ZENDESK, items));
    items[0] =
        ItemBuilder.builder(ConnectedStandIn.delivered(items[0], outcomes.get("dlv_0")))
            .matchValue("other@example.org")
            .build();
    jobs.sendUntilDone(batch(Case.ZENDESK, items));
    assertThat(count(Case.ZENDESK)).isEqualTo(4);
  }

  @Test
  void usersGoByJobsOnlyIfTheSettingSaysSo() {
    connect(Case.ZENDESK);
    vendor.target().settings().put("bulkUsers", false);
    JobsOfStandIn jobs = new JobsOfStandIn(vendor);
    jobs.send(batch(Case.ZENDESK, five(Case.ZENDESK)));
    assertThat(jobs.sent()).noneMatch(request -> request.uri().getPath().endsWith("_many"));
    assertThat(count(Case.ZENDESK)).isEqualTo(4);
  }

  @Test
  void contactsDoNotGoByJobsIfTheSettingSaysSo() {
    connect(Case.SALESFORCE);
    vendor.target().settings().put("withoutBulk", true);
    JobsOfStandIn jobs = new JobsOfStandIn(vendor);
    jobs.send(batch(Case.SALESFORCE, five(Case.SALESFORCE)));
    assertThat(jobs.sent()).noneMatch(request -> request.uri().getPath().contains("/jobs/"));
    assertThat(count(Case.SALESFORCE)).isEqualTo(4);
  }

  @Test
  void usersAreHeldUntilTheSupportOfZendeskHasSwitchedJobsOn() {
    connect(Case.ZENDESK);
    vendor.control("PUT", "/many-users/off", "{}");
    assertThat(new JobsOfStandIn(vendor).send(batch(Case.ZENDESK, five(Case.ZENDESK))))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
  }

  /** 30 jobs are queued or running. */
  @Test
  void aJobForWhichZendeskHasNoRoomWaits() {
    connect(Case.ZENDESK);
    JobsOfStandIn jobs = new JobsOfStandIn(vendor);
    for (int job = 0; job < 30; job++) {
      assertThat(jobs.send(batch(Case.ZENDESK, five(Case.ZENDESK))))
          .hasOnlyElementsOfType(Outcome.Submitted.class);
    }
    assertThat(jobs.send(batch(Case.ZENDESK, five(Case.ZENDESK))))
        .hasOnlyElementsOfType(Outcome.RateLimited.class);
  }

  private static UnaryOperator<byte[]> lines(UnaryOperator<String> change) {
    return body ->
        text(body)
            .lines()
            .map(change)
            .collect(Collectors.joining("\n", "", "\n"))
            .getBytes(StandardCharsets.UTF_8);
  }

  private static String reversed(String line) {
    List<String> cells = Arrays.asList(line.split(",", -1));
    return String.join(",", cells.reversed());
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
