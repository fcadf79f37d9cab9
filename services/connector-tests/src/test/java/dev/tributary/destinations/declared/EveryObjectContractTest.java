package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.ContractVendor;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.LimitedConnector;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Forget.Effect;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.WriteFailure;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.testkit.lane.Lane;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of each object of each connector about failures, repetitions, removals and erasures.
 * {@link EveryObjectSyncTest} has its contract about the effects of a sync.
 */
class EveryObjectContractTest extends ContractSuite {
  /** The longest quotas are of a day, which a clock of the vendor can end an hour later. */
  private static final Duration LONGEST_QUOTA = Duration.ofHours(25);

  private static final String SMILE = "\uD83D\uDE00";
  private static final int FEW = 4;

  static Stream<Arguments> objectsWithFailures() {
    return Lane.current() == Lane.GATING
        ? with(objectsOfLane(), WriteFailure.SERVER_ERROR_BEFORE, WriteFailure.CUT_AFTER)
        : with(
            objects(),
            WriteFailure.SERVER_ERROR_BEFORE,
            WriteFailure.SERVER_ERROR_AFTER,
            WriteFailure.CUT_BEFORE,
            WriteFailure.CUT_AFTER);
  }

  static Stream<Arguments> objectsWithSilence() {
    return with(objects(), WriteFailure.HANG_BEFORE, WriteFailure.HANG_AFTER);
  }

  private static Stream<Arguments> with(List<ContractObject> objects, WriteFailure... failures) {
    return objects.stream()
        .flatMap(object -> Stream.of(failures).map(failure -> Arguments.of(object, failure)));
  }

  @Test
  void eachObjectOfEachConnectorIsUnderTheContract() {
    Set<String> declared = new HashSet<>();
    for (Manifest manifest : InstalledConnectors.load().manifests()) {
      manifest.objects().forEach(object -> declared.add(manifest.id() + "/" + object.name()));
    }
    assertThat(ContractObjects.all())
        .extracting(ContractObject::name)
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void eachPartThatAnObjectLacksHasAReason() {
    assertThat(ContractObjects.all())
        .allSatisfy(object -> {
          assertThat(object.lackedCases.values()).allMatch(reason -> !reason.isBlank());
          assertThat(object.lackedFailures.values()).allMatch(reason -> !reason.isBlank());
          assertThat(object.lackedCases.containsKey(ContractCase.BAD_ITEM))
              .isEqualTo(object.badFields == null && object.badValue == null);
          assertThat(object.lackedCases.containsKey(ContractCase.MERGE))
              .as("A case or a reason of merges: %s", object.name())
              .isEqualTo(object.isRecord() && object.merged == null);
          assertThat(object.lackedCases.containsKey(ContractCase.TEXT))
              .isEqualTo(object.textField == null);
        });
  }

  /** In the gating lane, the batch is small. */
  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objects")
  void oneBadItemOfABatchIsRefusedAndTheOthersArrive(ContractObject object) {
    ContractRun run = ready(object, ContractCase.BAD_ITEM);
    int size = Lane.current() == Lane.SOAK ? run.fullBatch() : FEW;
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
    ContractRun run = ready(object, ContractCase.BAD_ITEM);
    int before = run.effects().size();
    List<Item> items = List.of(run.bad(1), run.bad(2), run.bad(3));
    Map<String, Outcome> outcomes = run.write(items);
    items.forEach(item -> rejected(outcomes.get(item.delivery())));
    assertThat(run.effects()).hasSize(before);
  }

  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objectsOfLane")
  void aBatchIsCutByTheBytesOfItsRequestsAndATooLargeItemIsRejected(ContractObject object) {
    ContractRun run = ready(object, ContractCase.BYTES);
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
      Outcome large = outcomes.remove(2);
      rejected(large);
      assertThat(((Outcome.Rejected) large).words())
          .containsPattern(
              "has [\\d,]+ bytes.*at most %,d bytes|at most [\\d,]+ characters".formatted(limit));
    }
    assertThat(outcomes).hasSize(4).allMatch(this::isDone);
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
    ContractVendor vendor = run.vendor();
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
    ContractRun run = ready(object, WriteFailure.LIMITED_WITH_TIME);
    Item item = run.good(1);
    Instant before = Instant.now();
    Outcome outcome = run.failing(WriteFailure.LIMITED_WITH_TIME, item);
    assertThat(until(outcome)).isAfterOrEqualTo(before.plusSeconds(39));
    done(run.write(List.of(item)), List.of(item));
    assertThat(run.of(1, run.effects())).isEqualTo(1);
  }

  @Tag("soak")
  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objects")
  void aLimitWithoutAHeaderIsNoRefusalOfTheItem(ContractObject object) {
    ContractRun run = ready(object, WriteFailure.LIMITED);
    Item item = run.good(1);
    Instant before = Instant.now();
    Outcome outcome = run.failing(WriteFailure.LIMITED, item);
    assertThat(until(outcome)).isBetween(before, before.plus(LONGEST_QUOTA));
    done(run.write(List.of(item)), List.of(item));
    assertThat(run.of(1, run.effects())).isEqualTo(1);
  }

  /** When the limit allows requests again. */
  private static Instant until(Outcome outcome) {
    return switch (outcome) {
      case Outcome.RateLimited(Instant until, _) -> until;
      case Outcome.QuotaSpent(Instant until, _) -> until;
      default -> throw new AssertionError(outcome);
    };
  }

  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objectsWithFailures")
  void aFailureIsNeitherSuccessNorRefusalAndARepetitionHasOneEffect(
      ContractObject object, WriteFailure failure) {
    repeated(object, failure);
  }

  @Tag("soak")
  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objectsWithSilence")
  void aRequestWithoutAnAnswerIsNeitherSuccessNorRefusal(
      ContractObject object, WriteFailure failure) {
    repeated(object, failure);
  }

  private void repeated(ContractObject object, WriteFailure failure) {
    ContractRun run = ready(object, failure);
    Item item = run.good(1);
    assertThat(run.failing(failure, item))
        .isInstanceOfAny(Outcome.Ambiguous.class, Outcome.Transient.class);
    Outcome again = run.write(item);
    if (again instanceof Outcome.RefusedExisting) {
      assertThat(failure.applied()).as("the record of the first attempt").isTrue();
    } else {
      done(again);
    }
    boolean twice = failure.applied() && !repeatsAreSafe(run, object);
    assertThat(run.of(1, run.effects())).isBetween(1L, twice ? 2L : 1L);
  }

  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objectsOfLane")
  void refusedCredentialsAreNoRefusalOfTheItem(ContractObject object) {
    ContractRun run = ready(object, WriteFailure.UNAUTHORISED);
    Item item = run.good(1);
    refused(run, run.failing(WriteFailure.UNAUTHORISED, item));
    done(run.write(List.of(item)), List.of(item));
    assertThat(run.of(1, run.effects())).isEqualTo(1);
  }

  /** The first object of each connector. */
  static List<ContractObject> connectors() {
    Set<String> connectors = new HashSet<>();
    return objects().stream().filter(object -> connectors.add(object.account.connector())).toList();
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void aProbeTellsGoodCredentialsFromRefusedOnes(ContractObject object) {
    ContractRun run = ready(object, WriteFailure.UNAUTHORISED);
    assertThat(run.probe()).isInstanceOf(Outcome.Delivered.class);
    refused(run, run.failingFirst(WriteFailure.UNAUTHORISED, run::probe));
  }

  /** A connector that gets its tokens can also be refused a token. */
  private static void refused(ContractRun run, Outcome outcome) {
    if (run.connector().authentication() instanceof Authentication.OAuth) {
      assertThat(outcome)
          .isInstanceOfAny(Outcome.Unauthorised.class, Outcome.UnusableCredentials.class);
    } else {
      assertThat(outcome).isInstanceOf(Outcome.Unauthorised.class);
    }
  }

  /** A proxy answers 200 in the place of the vendor, to a search or to the request that writes. */
  @ParameterizedTest
  @MethodSource("objects")
  void anAnswerThatCannotBeReadIsNoSuccess(ContractObject object) {
    ContractRun run = ready(object, ContractCase.READ_ANSWER);
    leaveOut(object.lackedFailures.get(WriteFailure.UNREADABLE));
    Item first = run.good(1);
    Item second = run.good(2);
    Place place = run.place();
    unread(run.failingFirst(WriteFailure.UNREADABLE, () -> run.write(first)));
    if (place != null) {
      assertThat(run.vendor().places().find(place.name())).isEmpty();
    }
    assertThat(run.of(1, run.effects())).isZero();
    done(run.write(List.of(first)), List.of(first));
    unread(run.failing(WriteFailure.UNREADABLE, second));
    assertThat(run.of(2, run.effects())).isZero();
  }

  private static void unread(Outcome outcome) {
    assertThat(outcome).isInstanceOfAny(Outcome.Ambiguous.class, Outcome.Transient.class);
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
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("objectsWithTokens")
  void atTheEndOfATokenTheRequestIsSentOnceMoreWithANewOne(ContractObject object, String end) {
    ContractRun run = ready(object);
    List<Item> items = run.good(1, 2);
    done(run.write(items.subList(0, 1)), items.subList(0, 1));
    run.standIn().control("POST", "/tokens/" + end, null);
    done(run.write(items.subList(1, 2)), items.subList(1, 2));
    List<String> effects = run.effects();
    assertThat(run.of(1, effects)).isEqualTo(1);
    assertThat(run.of(2, effects)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("objects")
  void anItemThatIsSentTwiceHasOneEffect(ContractObject object) {
    ContractRun run = ready(object, ContractCase.REPETITION);
    assumeTrue(repeatsAreSafe(run, object), "The vendor recognises no repetition");
    boolean hasText = object.matchField != null && object.textField != null;
    List<Item> items =
        IntStream.rangeClosed(1, 3)
            .mapToObj(number -> hasText ? run.with(number, "Text " + number) : run.good(number))
            .toList();
    done(run.write(items), items);
    int before = run.effects().size();
    Map<String, Outcome> again = run.write(items);
    assertThat(again.values())
        .hasSize(3)
        .hasOnlyElementsOfTypes(
            Outcome.Delivered.class, Outcome.Accepted.class, Outcome.RefusedExisting.class);
    List<String> effects = run.effects();
    assertThat(effects).hasSize(before);
    for (int number = 1; number <= 3; number++) {
      assertThat(run.of(number, effects)).as("item %d", number).isEqualTo(1);
      String text = "Text " + number;
      assertThat(effects)
          .filteredOn(effect -> effect.contains(text))
          .as(text)
          .hasSize(hasText ? 1 : 0);
    }
  }

  static List<ContractObject> removedObjects() {
    return objects(type -> type.removal() != Removal.IMPOSSIBLE);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("removedObjects")
  void aRemovalRemovesItsItemAndNoOtherOne(ContractObject object) {
    ContractRun run = ready(object, ContractCase.REMOVAL);
    List<Item> items = run.good(1, 2);
    Map<String, Outcome> written = run.write(items);
    done(written, items);
    List<String> before = run.effects();
    assertThat(run.of(1, before)).isEqualTo(1);
    assertThat(run.of(2, before)).isEqualTo(1);
    run.vendor().signIn();
    Item first = items.getFirst();
    Outcome removed = run.remove(first, Objects.requireNonNull(written.get(first.delivery())));
    if (object.removedLater) {
      assertThat(removed).isInstanceOf(Outcome.Accepted.class);
    } else {
      done(removed);
    }
    List<String> effects = run.effects();
    assertThat(run.of(1, effects)).isZero();
    assertThat(run.of(2, effects)).isEqualTo(1);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("removedObjects")
  void aRemovalWhoseAnswerCannotBeReadIsNoSuccess(ContractObject object) {
    ContractRun run = ready(object, ContractCase.REMOVAL);
    leaveOut(object.lackedCases.get(ContractCase.READ_ANSWER));
    leaveOut(object.lackedFailures.get(WriteFailure.UNREADABLE));
    Item item = run.good(1);
    Outcome written = run.write(item);
    run.vendor().signIn();
    unread(run.failingFirst(WriteFailure.UNREADABLE, () -> run.remove(item, written)));
    assertThat(run.of(1, run.effects())).isEqualTo(1);
  }

  static List<ContractObject> mergedObjects() {
    return objects().stream().filter(object -> object.merged != null).toList();
  }

  /**
   * The record whose id is gone is found by its match value, or created again. The engine writes an
   * item again whose record is missing, without the id.
   */
  @Tag("soak-models")
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("mergedObjects")
  void theNextWriteOfAMergedRecordArrivesAndMakesOneRecordAtMost(ContractObject object) {
    ContractRun run = ready(object);
    List<Item> items = run.good(1, 2);
    Map<String, Outcome> written = run.write(items);
    done(written, items);
    int before = run.effects().size();
    run.merge(1, 2);
    assertThat(run.effects()).hasSize(before - 1);
    Item first = items.getFirst();
    Item next = run.next(first, Objects.requireNonNull(written.get(first.delivery())));
    Outcome outcome = run.write(next);
    if (outcome instanceof Outcome.Missing) {
      next = ItemBuilder.builder(next).vendorId(null).deliveredAs(null).build();
      outcome = run.write(next);
    }
    done(outcome);
    Outcome again = run.write(run.next(next, outcome));
    done(again);
    List<String> effects = run.effects();
    assertThat(effects).hasSizeLessThanOrEqualTo(before);
    assertThat(run.of(1, effects)).isEqualTo(1);
    assertThat(run.of(2, effects)).isEqualTo(1);
  }

  /** One object of each connector whose probe names the account. */
  static Stream<ContractObject> objectsWithAccounts() {
    Set<String> naming =
        new HashSet<>(Set.of("customer-io", "klaviyo", "mailchimp", "salesforce", "slack"));
    return objects().stream().filter(object -> naming.remove(object.account.connector()));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("objectsWithAccounts")
  void theProbeNamesTheAccount(ContractObject object) {
    ContractRun run = ready(object);
    Probe.Result result = run.standIn().probed();
    assertThat(result.outcome()).isInstanceOf(Outcome.Delivered.class);
    assertThat(Objects.requireNonNull(result.account()).id()).isNotBlank();
    run.vendor().assertDocumented();
  }

  /** The objects whose erasure has requests of its own. */
  static List<ContractObject> erasedObjects() {
    return objects(type -> {
      Manifest.Forget forget = type.forget();
      return forget != null && forget.with() == null && forget.what() != Effect.IMPOSSIBLE;
    });
  }

  /** The answer to the first erasure can be lost, and so can the id of a record. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("erasedObjects")
  void anErasureErasesItsItemAndNoOtherOneAndIsDoneTheSecondTime(ContractObject object) {
    List<String> logged =
        logged(() -> {
          ContractRun run = ready(object);
          List<Item> items = run.good(1, 3);
          Map<String, Outcome> written = run.write(items);
          done(written, items);
          assertThat(run.of(1, run.effects())).isEqualTo(1);
          boolean found = !object.lackedCases.containsKey(ContractCase.ERASURE_WITHOUT_ID);
          for (int time = 0; time < 2; time++) {
            run.vendor().signIn();
            assertThat(run.forget(items.get(0), written.get(items.get(0).delivery())))
                .isInstanceOfAny(Outcome.Delivered.class, Outcome.Accepted.class);
            run.vendor().signIn();
            assertThat(run.forget(items.get(1), null))
                .isInstanceOfAny(
                    found ? Outcome.Delivered.class : Outcome.Accepted.class,
                    Outcome.Accepted.class);
            List<String> effects = run.effects();
            assertThat(run.of(1, effects)).isZero();
            assertThat(run.of(2, effects)).isEqualTo(found ? 0 : 1);
            assertThat(run.of(3, effects)).isEqualTo(1);
          }
          run.vendor().assertDocumented();
        });
    for (int number = 1; number <= 3; number++) {
      assertThat(logged.toString())
          .doesNotContain(ContractObject.numbered(object.matchValue, number));
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("erasedObjects")
  void anErasureWhoseAnswerCannotBeReadIsNoSuccess(ContractObject object) {
    ContractRun run = ready(object, WriteFailure.UNREADABLE);
    Item item = run.good(1);
    Outcome written = run.write(item);
    run.vendor().signIn();
    unread(run.failingFirst(WriteFailure.UNREADABLE, () -> run.forget(item, written)));
    assertThat(run.of(1, run.effects())).isEqualTo(1);
  }

  @Tag("soak")
  @Tag("soak-models")
  @ParameterizedTest
  @MethodSource("objects")
  void anyTextIsTakenOrRefusedAloneAndTheOthersArrive(ContractObject object) {
    ContractRun run = ready(object, ContractCase.TEXT);
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
          int number = 3;
          for (WriteFailure failure :
              List.of(
                  WriteFailure.SERVER_ERROR_BEFORE,
                  WriteFailure.CUT_BEFORE,
                  WriteFailure.UNAUTHORISED,
                  WriteFailure.UNREADABLE)) {
            if (!object.lackedFailures.containsKey(failure)) {
              Item failing = run.good(number++);
              items.add(failing);
              run.failing(failure, failing);
            }
          }
        });
    for (Item item : items) {
      assertThat(logged.toString())
          .doesNotContain(item.matchField() == null ? item.delivery() : item.matchValue());
    }
    object
        .account
        .secretValues()
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
