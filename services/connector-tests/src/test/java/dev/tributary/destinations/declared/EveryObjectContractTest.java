package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.LimitedConnector;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Forget.Effect;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.sandbox.http.LocalSandbox;
import dev.tributary.testkit.lane.Lane;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each object of each connector keeps, against the stand-in of its vendor. The connectors for
 * HubSpot, S3 and webhooks have tests of their own that extend {@code ConnectorContract}.
 */
class EveryObjectContractTest {
  private static final Set<String> ELSEWHERE = Set.of("hubspot", "s3", "webhook");
  private static final String SMILE = "\uD83D\uDE00";
  private static final Duration SHORT = Duration.ofSeconds(3);

  /** Google answers 2xx to all of them. */
  private static final String NEVER_REFUSES = "google-analytics-4";

  private static final ContractRun.ShiftedClock CLOCK = new ContractRun.ShiftedClock();

  private static LocalSandbox sandbox;

  @BeforeAll
  static void start() {
    sandbox = LocalSandbox.start(CLOCK, "");
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  static List<ContractObject> objects() {
    return ContractObjects.all();
  }

  /** In the gating lane, the first object of each connector. */
  static List<ContractObject> objectsOfLane() {
    Set<String> connectors = new HashSet<>();
    return objects().stream()
        .filter(object -> Lane.current() == Lane.SOAK || connectors.add(object.account.connector()))
        .toList();
  }

  static Stream<Arguments> objectsWithFailures() {
    if (Lane.current() == Lane.GATING) {
      return objectsOfLane().stream()
          .map(object -> Arguments.of(object, "cut", "after-processing"));
    }
    return objects().stream()
        .flatMap(object ->
            Stream.of("server-error", "cut")
                .flatMap(kind ->
                    Stream.of("before-processing", "after-processing")
                        .map(moment -> Arguments.of(object, kind, moment))));
  }

  static Stream<Arguments> objectsWithMoments() {
    return objects().stream()
        .flatMap(object ->
            Stream.of("before-processing", "after-processing")
                .map(moment -> Arguments.of(object, moment)));
  }

  private static ContractRun ready(ContractObject object) {
    return new ContractRun(sandbox, CLOCK, object);
  }

  private static boolean isDone(Outcome outcome) {
    return outcome instanceof Outcome.Delivered || outcome instanceof Outcome.Accepted;
  }

  private static void done(Map<String, Outcome> outcomes, List<Item> items) {
    assertThat(items)
        .allSatisfy(item ->
            assertThat(outcomes.get(item.delivery()))
                .as(item.matchValue())
                .isInstanceOfAny(Outcome.Delivered.class, Outcome.Accepted.class));
  }

  private static void rejected(@Nullable Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, refused -> assertThat(refused.words()).isNotBlank());
  }

  private static EffectClass effectClass(ContractRun run, ContractObject object) {
    return run.connector().manifest().effectClass(object.object);
  }

  /** Whether a vendor that has no key recognises a repetition because it is searched first. */
  private static boolean repeatsAreSafe(ContractRun run, ContractObject object) {
    return effectClass(run, object) != EffectClass.C || object.matchField != null;
  }

  /** A connector whose vendor the sandbox lacks has its fixtures only. */
  @Test
  void eachObjectWhoseVendorIsInTheSandboxIsUnderTheContract() throws Exception {
    Set<String> known = new HashSet<>();
    objects().forEach(object -> known.add(object.account.connector()));
    Set<String> declared = new HashSet<>();
    for (Manifest manifest : InstalledConnectors.load().manifests()) {
      String id = manifest.id();
      if (known.contains(id) || (isInSandbox(id) && !ELSEWHERE.contains(id))) {
        manifest.objects().forEach(object -> declared.add(id + "/" + object.name()));
      }
    }
    assertThat(objects())
        .extracting(ContractObject::name)
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  private static boolean isInSandbox(String id) throws EgressFailure {
    URI control = URI.create("%s/sandbox/%s/deviations".formatted(sandbox.url(), id));
    return new TestEgress().send(new Egress.Request("GET", control, Map.of(), null)).successful();
  }

  @Tag("soak")
  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objects")
  void oneBadItemOfAFullBatchIsRefusedAndTheOthersArrive(ContractObject object) {
    assumeTrue(object.refusesItems(), "The vendor refuses no item");
    ContractRun run = ready(object);
    int size = run.fullBatch();
    int wrong = size / 2 + 1;
    int before = run.effects().size();
    List<Item> items = new ArrayList<>(run.good(1, size));
    items.set(wrong - 1, run.bad(wrong));
    Map<String, Outcome> outcomes = run.write(items);
    Item bad = items.remove(wrong - 1);
    done(outcomes, items);
    rejected(outcomes.get(bad.delivery()));
    List<String> effects = run.effects();
    assertThat(effects).hasSize(before + size - 1);
    assertThat(run.of(wrong, effects)).isZero();
    assertThat(run.of(size, effects)).isEqualTo(1);
    run.vendor().assertDocumented();
  }

  @Tag("soak")
  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objects")
  void aBatchOfBadItemsIsRefusedAndNothingArrives(ContractObject object) {
    assumeTrue(object.refusesItems(), "The vendor refuses no item");
    ContractRun run = ready(object);
    int before = run.effects().size();
    List<Item> items = List.of(run.bad(1), run.bad(2), run.bad(3));
    Map<String, Outcome> outcomes = run.write(items);
    items.forEach(item -> rejected(outcomes.get(item.delivery())));
    assertThat(run.effects()).hasSize(before);
  }

  @Tag("soak")
  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objects")
  void aBatchIsCutByTheBytesOfItsRequestsAndATooLargeItemIsRejected(ContractObject object) {
    ContractRun run = ready(object);
    List<Item> items = new ArrayList<>(run.good(1, 4));
    int limit = limit(run, items.subList(0, 2));
    boolean hasText = object.textField != null;
    if (hasText) {
      items.add(2, run.with(5, "x".repeat(limit + 2_000)));
    }
    List<Outcome> outcomes =
        new ArrayList<>(
            run.attempt(new LimitedConnector(run.connector(), object.object, limit, limit), items));
    if (hasText) {
      rejected(outcomes.remove(2));
    }
    assertThat(outcomes).hasSize(4).allMatch(EveryObjectContractTest::isDone);
    assertThat(run.vendor().egress().sent)
        .filteredOn(request -> !request.uri().getPath().startsWith("/sandbox"))
        .filteredOn(request -> request.uri().getPath().contains(object.writePath))
        .allSatisfy(request -> {
          byte[] body = request.body();
          assertThat(body == null ? 0 : body.length).isLessThanOrEqualTo(limit);
        });
    List<String> effects = run.effects();
    for (int number = 1; number <= 4; number++) {
      assertThat(run.of(number, effects)).as("item %d", number).isEqualTo(1);
    }
    assertThat(run.of(5, effects)).isZero();
  }

  /**
   * A limit in bytes for two of the items; for one, with space for the update of a known record, if
   * a request has one only.
   */
  private static int limit(ContractRun run, List<Item> two) {
    int most = run.connector().mostItems(run.batch(Operation.WRITE, two));
    boolean together = Math.min(most, run.batchSize()) > 1;
    ConnectedStandIn vendor = run.vendor();
    int largest =
        vendor
            .protocols()
            .preview(
                vendor.connector(),
                run.batch(Operation.WRITE, together ? two : two.subList(0, 1)),
                vendor.target())
            .stream()
            .mapToInt(shown -> {
              String body = shown.body();
              return body == null ? 0 : body.getBytes(StandardCharsets.UTF_8).length;
            })
            .max()
            .orElse(0);
    return largest + (together ? 10 : 500);
  }

  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objectsOfLane")
  void aLimitWithAHeaderSaysWhenToGoOn(ContractObject object) {
    ContractRun run = ready(object);
    Item item = run.good(1);
    Instant before = Instant.now();
    run.strike("\"kind\": \"rate-limited\", \"retryAfterSeconds\": 40");
    Outcome outcome = run.attempt(run.connector(), List.of(item)).getFirst();
    assertThat(run.hasStruck()).isTrue();
    assertThat(outcome).isInstanceOfAny(Outcome.RateLimited.class, Outcome.QuotaSpent.class);
    if (outcome instanceof Outcome.RateLimited limited) {
      assertThat(limited.until()).isAfterOrEqualTo(before.plusSeconds(39));
    }
    done(run.write(List.of(item)), List.of(item));
    assertThat(run.of(1, run.effects())).isEqualTo(1);
  }

  @Tag("soak")
  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objects")
  void aLimitWithoutAHeaderIsNoRefusalOfTheItem(ContractObject object) {
    ContractRun run = ready(object);
    Item item = run.good(1);
    Instant before = Instant.now();
    run.strike("\"kind\": \"rate-limited\"");
    Outcome outcome = run.attempt(run.connector(), List.of(item)).getFirst();
    assertThat(run.hasStruck()).isTrue();
    assertThat(outcome).isInstanceOfAny(Outcome.RateLimited.class, Outcome.QuotaSpent.class);
    Instant until =
        outcome instanceof Outcome.RateLimited limited
            ? limited.until()
            : ((Outcome.QuotaSpent) outcome).until();
    assertThat(until).isAfterOrEqualTo(before);
    done(run.write(List.of(item)), List.of(item));
    assertThat(run.of(1, run.effects())).isEqualTo(1);
  }

  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objectsWithFailures")
  void aFailureIsNeitherSuccessNorRefusalAndARepetitionHasOneEffect(
      ContractObject object, String kind, String moment) {
    failure(object, kind, moment, null);
  }

  @Tag("soak")
  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objectsWithMoments")
  void aRequestWithoutAnAnswerIsNeitherSuccessNorRefusal(ContractObject object, String moment) {
    failure(object, "hang", moment, SHORT);
  }

  private static void failure(
      ContractObject object, String kind, String moment, @Nullable Duration timeout) {
    ContractRun run = ready(object);
    Item item = run.good(1);
    run.strike("\"kind\": \"%s\", \"moment\": \"%s\"".formatted(kind, moment), timeout);
    assertThat(run.attempt(run.connector(), List.of(item)))
        .hasSize(1)
        .hasOnlyElementsOfTypes(Outcome.Ambiguous.class, Outcome.Transient.class);
    assertThat(run.hasStruck()).isTrue();
    Outcome again = run.write(item);
    if (again instanceof Outcome.RefusedExisting) {
      assertThat(moment).as("the record of the first attempt").isEqualTo("after-processing");
    } else {
      assertThat(again).isInstanceOfAny(Outcome.Delivered.class, Outcome.Accepted.class);
    }
    boolean twice = moment.equals("after-processing") && !repeatsAreSafe(run, object);
    assertThat(run.of(1, run.effects())).isBetween(1L, twice ? 2L : 1L);
  }

  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objectsOfLane")
  void refusedCredentialsAreNoRefusalOfTheItem(ContractObject object) {
    assumeTrue(!object.account.connector().equals(NEVER_REFUSES), "The vendor refuses nothing");
    ContractRun run = ready(object);
    Item item = run.good(1);
    run.vendor()
        .control(
            "POST",
            "/faults",
            "{\"path\": \"%s\", \"fault\": {\"kind\": \"unauthorised\"}}"
                .formatted(object.writePath));
    Outcome outcome = run.attempt(run.connector(), List.of(item)).getFirst();
    assertThat(outcome)
        .isInstanceOfAny(Outcome.Unauthorised.class, Outcome.UnusableCredentials.class);
    run.vendor().control("DELETE", "/faults", null);
    done(run.write(List.of(item)), List.of(item));
    assertThat(run.of(1, run.effects())).isEqualTo(1);
  }

  /** The connectors that get their tokens without a user. */
  static Stream<Arguments> objectsWithTokens() {
    Set<String> issuing = Set.of("marketo", "netsuite", "workday");
    return objects().stream()
        .filter(object -> issuing.contains(object.account.connector()))
        .flatMap(object -> Stream.of("expire", "revoke").map(event -> Arguments.of(object, event)));
  }

  @Tag("soak")
  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objectsWithTokens")
  void atTheEndOfATokenTheRequestIsSentOnceMoreWithANewOne(ContractObject object, String end) {
    ContractRun run = ready(object);
    List<Item> items = run.good(1, 2);
    done(run.write(items.subList(0, 1)), items.subList(0, 1));
    run.vendor().control("POST", "/tokens/" + end, null);
    done(run.write(items.subList(1, 2)), items.subList(1, 2));
    List<String> effects = run.effects();
    assertThat(run.of(1, effects)).isEqualTo(1);
    assertThat(run.of(2, effects)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("objects")
  void anItemThatIsSentTwiceHasOneEffect(ContractObject object) {
    ContractRun run = ready(object);
    assumeTrue(repeatsAreSafe(run, object), "The vendor recognises no repetition");
    List<Item> items = run.good(1, 3);
    done(run.write(items), items);
    Map<String, Outcome> again = run.write(items);
    assertThat(again.values())
        .hasSize(3)
        .hasOnlyElementsOfTypes(
            Outcome.Delivered.class, Outcome.Accepted.class, Outcome.RefusedExisting.class);
    List<String> effects = run.effects();
    for (int number = 1; number <= 3; number++) {
      assertThat(run.of(number, effects)).as("item %d", number).isEqualTo(1);
    }
  }

  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objectsOfLane")
  void aRemovalRemovesItsItemAndNoOtherOne(ContractObject object) {
    ContractRun run = ready(object);
    ObjectType type = run.connector().manifest().object(object.object).orElseThrow();
    assumeTrue(type.removal() != Removal.IMPOSSIBLE, "The vendor removes nothing");
    List<Item> items = run.good(1, 2);
    Map<String, Outcome> written = run.write(items);
    done(written, items);
    List<String> before = run.effects();
    assertThat(run.of(1, before)).isEqualTo(1);
    assertThat(run.of(2, before)).isEqualTo(1);
    run.signIn();
    Item first = items.getFirst();
    Outcome removed = run.remove(first, Objects.requireNonNull(written.get(first.delivery())));
    assertThat(removed).isInstanceOfAny(Outcome.Delivered.class, Outcome.Accepted.class);
    List<String> effects = run.effects();
    assertThat(run.of(1, effects)).isZero();
    assertThat(run.of(2, effects)).isEqualTo(1);
  }

  /** One object of each connector whose probe names the account. */
  static Stream<ContractObject> objectsWithAccounts() {
    Set<String> naming =
        new HashSet<>(Set.of("customer-io", "klaviyo", "mailchimp", "salesforce", "slack"));
    return objects().stream().filter(object -> naming.remove(object.account.connector()));
  }

  @ParameterizedTest
  @MethodSource("objectsWithAccounts")
  void theProbeNamesTheAccount(ContractObject object) {
    ContractRun run = ready(object);
    Probe.Result result = run.vendor().probed();
    assertThat(result.outcome()).isInstanceOf(Outcome.Delivered.class);
    assertThat(Objects.requireNonNull(result.account()).id()).isNotBlank();
    run.vendor().assertDocumented();
  }

  /** The objects whose erasure has requests of its own. */
  static List<ContractObject> erasedObjects() {
    Connectors connectors = InstalledConnectors.load();
    return objects().stream()
        .filter(object -> {
          Manifest.Forget forget =
              connectors
                  .require(object.account.connector())
                  .manifest()
                  .object(object.object)
                  .orElseThrow()
                  .forget();
          return forget != null && forget.with() == null && forget.what() != Effect.IMPOSSIBLE;
        })
        .toList();
  }

  /** The answer to the first erasure can be lost, and so can the id of a record. */
  @ParameterizedTest
  @MethodSource("erasedObjects")
  void anErasureErasesItsItemAndNoOtherOneAndIsDoneTheSecondTime(ContractObject object) {
    List<String> logged =
        logged(() -> {
          ContractRun run = ready(object);
          List<Item> items = run.good(1, 3);
          Map<String, Outcome> written = run.write(items);
          done(written, items);
          assertThat(run.of(1, run.effects())).isEqualTo(1);
          for (int time = 0; time < 2; time++) {
            for (Item item : items.subList(0, 2)) {
              run.signIn();
              boolean known = item == items.getFirst();
              assertThat(run.forget(item, known ? written.get(item.delivery()) : null))
                  .as(item.matchValue())
                  .isInstanceOfAny(Outcome.Delivered.class, Outcome.Accepted.class);
            }
            List<String> effects = run.effects();
            assertThat(run.of(1, effects)).isZero();
            assertThat(run.of(2, effects)).isZero();
            assertThat(run.of(3, effects)).isEqualTo(1);
          }
          run.vendor().assertDocumented();
        });
    for (int number = 1; number <= 3; number++) {
      assertThat(logged.toString())
          .doesNotContain(ContractObject.numbered(object.matchValue, number));
    }
  }

  @Tag("soak")
  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objects")
  void anyTextIsTakenOrRefusedAloneAndTheOthersArrive(ContractObject object) {
    assumeTrue(object.textField != null, "The object has no text");
    ContractRun run = ready(object);
    List<Item> items =
        List.of(
            run.with(1, "A " + SMILE),
            run.with(2, "A\u0000B"),
            run.with(3, "x".repeat(1_000_000)),
            run.good(4));
    Map<String, Outcome> outcomes = run.write(items);
    done(outcomes, List.of(items.get(0), items.get(3)));
    assertThat(outcomes.values())
        .hasSize(4)
        .hasOnlyElementsOfTypes(
            Outcome.Delivered.class, Outcome.Accepted.class, Outcome.Rejected.class);
    List<String> effects = run.effects();
    assertThat(effects).anyMatch(effect -> effect.contains(SMILE));
    List<String> texts = List.of("A\\u0000B", "x".repeat(1_000));
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      Outcome outcome = outcomes.get(items.get(i + 1).delivery());
      // A vendor that only receives can drop a text without a word.
      if (!(outcome instanceof Outcome.Accepted)) {
        assertThat(effects)
            .filteredOn(effect -> effect.contains(text))
            .as("item %d", i + 2)
            .hasSize(outcome instanceof Outcome.Delivered ? 1 : 0);
      }
    }
  }

  @Tag("soak")
  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objects")
  void noLogHasASecretOrAValueOfAnItem(ContractObject object) {
    List<Item> items = new ArrayList<>();
    List<String> logged =
        logged(() -> {
          ContractRun run = ready(object);
          Item good = run.good(1);
          items.add(good);
          run.write(good);
          run.write(run.bad(2));
          for (String kind : List.of("server-error", "cut", "unauthorised", "unreadable")) {
            run.strike("\"kind\": \"%s\"".formatted(kind));
            run.attempt(run.connector(), List.of(good));
          }
        });
    Item good = items.getFirst();
    assertThat(logged.toString())
        .doesNotContain(good.matchField() == null ? good.delivery() : good.matchValue());
    object
        .account
        .secrets()
        .values()
        .forEach(secret -> assertThat(logged.toString()).doesNotContain(secret));
  }

  /** All that is logged meanwhile. */
  private static List<String> logged(Runnable work) {
    List<String> logged = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord log) {
            if (String.valueOf(log.getLoggerName()).startsWith("dev.tributary.destinations")) {
              logged.add(
                  "%s %s %s"
                      .formatted(
                          log.getMessage(), Arrays.toString(log.getParameters()), log.getThrown()));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("dev.tributary.destinations");
    Level level = root.getLevel();
    root.setLevel(Level.ALL);
    root.addHandler(handler);
    try {
      work.run();
      return logged;
    } finally {
      root.removeHandler(handler);
      root.setLevel(level);
    }
  }
}
