package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.ContractVendor;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Manifest.Confirmation;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.WriteFailure;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.connectors.apachekafka.KafkaVendor;
import dev.tributary.sandbox.http.LocalSandbox;
import dev.tributary.testkit.lane.Lane;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/**
 * Each object of each connector, with the stand-in of its vendor, or with the real store. A case
 * that an object cannot have is declared with its reason.
 */
abstract class ContractSuite {
  private static final ShiftedClock CLOCK = new ShiftedClock();
  private static final Connectors CONNECTORS = InstalledConnectors.load();

  private static LocalSandbox sandbox;

  private final List<ContractVendor> opened = new ArrayList<>();

  /** How the answers of the object of this case confirm. */
  private Confirmation confirms = Confirmation.DELIVERED;

  @BeforeAll
  static void start() {
    sandbox = LocalSandbox.start(CLOCK, "");
  }

  @AfterEach
  void close() throws Exception {
    for (ContractVendor vendor : opened) {
      vendor.close();
      vendor.assertDocumented();
    }
  }

  @AfterAll
  static void stop() {
    sandbox.close();
    KafkaVendor.stop();
  }

  /** {@code -Dtributary.contract=hubspot/} selects the objects of a connector. */
  static List<ContractObject> objects() {
    String selected = System.getProperty("tributary.contract", "");
    return ContractObjects.all().stream()
        .filter(object -> object.name().startsWith(selected))
        .toList();
  }

  /** In the gating lane, the first object of each connector. */
  static List<ContractObject> objectsOfLane() {
    Set<String> connectors = new HashSet<>();
    return objects().stream()
        .filter(object -> Lane.current() == Lane.SOAK || connectors.add(object.account.connector()))
        .toList();
  }

  /** The objects of which the manifest says this. */
  static List<ContractObject> objects(Predicate<ObjectType> declared) {
    return objects().stream().filter(object -> declared.test(type(object))).toList();
  }

  private static ObjectType type(ContractObject object) {
    return CONNECTORS
        .require(object.account.connector())
        .manifest()
        .object(object.object)
        .orElseThrow();
  }

  final ContractRun ready(ContractObject object) {
    ContractVendor vendor = object.account.open(object, sandbox, CLOCK);
    opened.add(vendor);
    confirms = type(object).confirms();
    return new ContractRun(object, vendor);
  }

  final ContractRun ready(ContractObject object, WriteFailure failure) {
    leaveOut(object.lackedFailures.get(failure));
    return ready(object);
  }

  final ContractRun ready(ContractObject object, ContractCase part) {
    leaveOut(object.lackedCases.get(part));
    return ready(object);
  }

  static void leaveOut(@Nullable String reason) {
    assumeTrue(reason == null, reason);
  }

  /** An item is delivered, or only received if the vendor never confirms more. */
  final boolean isDone(@Nullable Outcome outcome) {
    return switch (confirms) {
      case DELIVERED -> outcome instanceof Outcome.Delivered;
      case ACCEPTED -> outcome instanceof Outcome.Accepted;
    };
  }

  final void done(@Nullable Outcome outcome) {
    assertThat(isDone(outcome)).as("%s, of %s", outcome, confirms).isTrue();
  }

  final void done(Map<String, Outcome> outcomes, List<Item> items) {
    assertThat(items).allSatisfy(item -> done(outcomes.get(item.delivery())));
  }

  static void rejected(@Nullable Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, refused -> assertThat(refused.words()).isNotBlank());
  }

  static EffectClass effectClass(ContractRun run, ContractObject object) {
    return run.connector().manifest().effectClass(object.object);
  }

  /** Whether a vendor that has no key recognises a repetition because it is searched first. */
  static boolean repeatsAreSafe(ContractRun run, ContractObject object) {
    return effectClass(run, object) != EffectClass.C || object.matchField != null;
  }
}
