package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import dev.tributary.testkit.lane.Lane;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random changes of people, of whom a destination takes only the changed fields, and one field only
 * once. Answers are lost, workers die, jobs are asked about later, and the destination loses
 * records. A naive reference keeps what the destination has confirmed: each item must have exactly
 * the fields that differ from it. Repeat a run with {@code -Dtributary.seed}.
 */
@Tag("soak-models")
class ChangedFieldsModelTest {
  private static final long SEED = Lane.seed();
  private static final int STEPS = Lane.size("tributary.changes", 500, 20_000);
  private static final int PEOPLE = 6;
  private static final String ONCE = "once";
  private static final List<String> FIELDS = List.of("a", "b", "c");

  private final Random random = new Random(SEED);
  private final Map<String, Reference> references = new HashMap<>();
  private final Map<String, ObjectNode> wanted = new TreeMap<>();
  private boolean faults = true;
  private int version;
  private int jobs;
  private int turn;
  private int partial;
  private int missing;
  private int returned;
  private int cleared;

  /** The people whose record is lost, or refused, until the destination gets it again. */
  private final Set<String> lost = new TreeSet<>();

  /** What the destination has confirmed of a record. */
  private static final class Reference {
    /** Null if it may have other values. */
    @Nullable ObjectNode confirmed;

    /** The confirmed value of the field that is set once. */
    @Nullable JsonNode once;

    /** What was desired at the latest confirmation. */
    @Nullable ObjectNode before;

    /** The content that a job has. */
    @Nullable Item inJob;
  }

  @Test
  void theDestinationGetsWhatChangedAndHoldsWhatIsDesired() throws Exception {
    System.out.println("ChangedFieldsModelTest with -Dtributary.seed=" + SEED);
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.profileSync(
          id,
          FakeDestination.PEOPLE,
          List.of(field("a", false), field("b", false), field("c", false), field(ONCE, true)));
      FakeDestination.Store store = bench.fake.store(id);
      store.behaviour = (batch, item) -> answer(store, batch, item);
      store.jobAnswer = (job, item) -> jobAnswer(store, item);
      store.receives = item -> item.matchValue().charAt(1) % 2 == 0;
      store.refusesOne = true;
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(9)) {
          case 0, 1, 2 -> change(bench);
          case 8 -> changeUnderway(bench, random.nextInt(PEOPLE));
          case 3 -> loseRecord(store);
          case 4 -> leasesEnd(bench, destination);
          default -> work(bench, destination);
        }
        if (step % 50 == 0) {
          assertThat(bench.wronglyOpenOrLeased()).as("seed %d", SEED).isEmpty();
        }
      }
      faults = false;
      // The others must have what they should without a further change.
      for (int person = 0; person < PEOPLE / 2; person++) {
        change(bench, person, 100 + person);
      }
      while (bench.busy() > 0) {
        leasesEnd(bench, destination);
        work(bench, destination);
      }
      Map<String, ObjectNode> held = held(store);
      Map<String, ObjectNode> desired = desired();
      lost.forEach(held::remove);
      lost.forEach(desired::remove);
      // Without a confirmation, a value may have been sent that its source has lost since then.
      wanted.forEach((email, fields) -> {
        if (reference(email).once == null && !fields.hasNonNull(ONCE) && held.containsKey(email)) {
          held.get(email).remove(ONCE);
        }
      });
      assertThat(held).as("seed %d", SEED).isEqualTo(desired);
      assertThat(partial).as("items with some of the fields").isPositive();
      assertThat(missing).as("records that were lost").isPositive();
      assertThat(jobs).as("jobs").isPositive();
      assertThat(returned).as("contents that returned to the delivered one").isPositive();
      assertThat(cleared).as("fields that are set once and were cleared").isPositive();
    }
  }

  private static FieldMapping field(String name, boolean setOnce) {
    return new FieldMapping(name, new ValueSource.Trait(name), null, setOnce);
  }

  private void change(Bench bench) throws SQLException {
    change(bench, random.nextInt(PEOPLE), random.nextInt(3));
  }

  private void change(Bench bench, int person, int value) throws SQLException {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    FIELDS.stream()
        .filter(field -> random.nextInt(4) != 0)
        .forEach(field -> fields.put(field, random.nextInt(2) == 0 ? value : random.nextInt(3)));
    if (!faults || random.nextInt(3) != 0) {
      fields.put(ONCE, random.nextInt(5));
    }
    if (!faults) {
      fields.put("a", value);
    }
    change(bench, person, fields);
  }

  /** Returns to the content of the latest confirmation, or clears the field that is set once. */
  private void changeUnderway(Bench bench, int person) throws SQLException {
    String email = email(person);
    ObjectNode before = reference(email).before;
    ObjectNode now = wanted.get(email);
    if (before != null && random.nextBoolean()) {
      returned++;
      change(bench, person, before.deepCopy());
    } else if (now != null && now.hasNonNull(ONCE)) {
      cleared++;
      ObjectNode fields = now.deepCopy();
      fields.remove(ONCE);
      change(bench, person, fields);
    }
  }

  private static String email(int person) {
    return "p" + person + "@example.org";
  }

  private void change(Bench bench, int person, ObjectNode fields) throws SQLException {
    String email = email(person);
    wanted.put(email, fields);
    Map<String, JsonNode> traits = new HashMap<>();
    traits.put("email", TextNode.valueOf(email));
    fields.properties().forEach(field -> traits.put(field.getKey(), field.getValue()));
    bench.apply(
        bench.updated(
            ProfileStateBuilder.builder()
                .workspace(Bench.WORKSPACE)
                .profile(new ProfileId("prf_" + person))
                .version(++version)
                .identifiers(List.of(new Identifier(Identifier.EMAIL, email)))
                .traits(traits)
                .consent(Map.of())
                .subscriptions(Map.of())
                .lastGroup(null)
                .firstSeen(Instant.EPOCH)
                .lastSeen(Instant.EPOCH)
                .build()));
  }

  private void loseRecord(FakeDestination.Store store) {
    if (random.nextInt(3) == 0) {
      String email = email(random.nextInt(PEOPLE));
      if (store.records.remove(FakeDestination.PEOPLE + "/" + email) != null) {
        lost.add(email);
      }
    }
  }

  /** Sends a batch or asks about a job, and dies at random before the report. */
  private void work(Bench bench, Catalogue.Destination destination)
      throws SQLException, StoreFailure {
    if (!(bench.deliveries.claim(destination, turn++, true)
        instanceof WorkSearchResult.Taken(LeasedBatch batch, _, _))) {
      return;
    }
    List<Outcome> outcomes = bench.send(batch);
    if (faults && random.nextInt(3) == 0) {
      change(bench);
    }
    if (faults && random.nextInt(3) == 0) {
      String email = batch.rows().get(random.nextInt(batch.rows().size())).key().value();
      changeUnderway(bench, email.charAt(1) - '0');
    }
    if (faults && random.nextInt(6) == 0) {
      if (batch.job() == null) {
        batch.rows().forEach(row -> reference(row.key().value()).confirmed = null);
      }
      return;
    }
    for (int i = 0; i < outcomes.size(); i++) {
      confirm(batch.rows().get(i), outcomes.get(i));
    }
    report(bench, batch, outcomes);
  }

  private void confirm(ClaimedDelivery row, Outcome outcome) {
    Reference reference = reference(row.key().value());
    switch (outcome) {
      case Outcome.Delivered delivered -> confirmed(reference, row);
      case Outcome.Accepted accepted -> {
        confirmed(reference, row);
        reference.confirmed = null;
      }
      case Outcome.PartlyRefused refused -> reference.confirmed = null;
      case Outcome.Ambiguous unknown when row.job() == null -> reference.confirmed = null;
      case Outcome.Missing gone -> {
        reference.confirmed = null;
        reference.once = null;
      }
      case Outcome.RefusedMissing gone -> {
        reference.confirmed = null;
        reference.once = null;
      }
      default -> {}
    }
  }

  private static void confirmed(Reference reference, ClaimedDelivery row) {
    ObjectNode content = row.content().fields();
    ObjectNode sent = content;
    if (row.job() != null && reference.inJob != null) {
      sent = reference.inJob.fields();
      content = reference.inJob.whole().fields();
    }
    reference.confirmed = content;
    reference.before = withoutNulls(content);
    if (reference.once == null && sent.hasNonNull(ONCE)) {
      reference.once = sent.get(ONCE);
    }
  }

  private void report(Bench bench, LeasedBatch batch, List<Outcome> outcomes)
      throws SQLException, StoreFailure {
    OutcomeDecision decision =
        new OutcomeDecision(EffectClass.A, false, Instant.now(), Duration.ZERO, Duration.ZERO);
    List<AttemptReport> reports = decision.of(batch.rows(), outcomes);
    bench.deliveries.report(batch, reports, AttemptResult.of(reports, outcomes, List.of()));
  }

  /** Whoever died before a report is taken over, and its attempt had no answer. */
  private void leasesEnd(Bench bench, Catalogue.Destination destination)
      throws StoreFailure, SQLException {
    bench.change(
        "update delivery set lease_until = now() - interval '1 hour'"
            + " where lease_until is not null");
    for (LeasedBatch batch : bench.deliveries.abandoned(bench.catalogue())) {
      report(bench, batch, Collections.nCopies(batch.rows().size(), new Outcome.Ambiguous("died")));
    }
  }

  private @Nullable Outcome answer(FakeDestination.Store store, Batch batch, Item item) {
    check(item);
    lost.remove(item.matchValue());
    if (isMissing(store, item)) {
      missing++;
      if (faults && random.nextInt(4) == 0) {
        lost.add(item.matchValue());
        return new Outcome.RefusedMissing("no such person");
      }
      return new Outcome.Missing("no such person");
    }
    switch (faults ? random.nextInt(9) : 8) {
      case 0 -> {
        return new Outcome.Transient("HTTP 500", null);
      }
      case 1 -> {
        return new Outcome.Ambiguous("cut before");
      }
      case 2 -> {
        store.take(batch, item);
        return new Outcome.Ambiguous("cut after");
      }
      case 3 -> {
        reference(item.matchValue()).inJob = item;
        return new Outcome.Submitted("job-" + jobs++, Instant.now(), "");
      }
      default -> {
        return null;
      }
    }
  }

  private @Nullable Outcome jobAnswer(FakeDestination.Store store, Item item) {
    if (isMissing(store, item)) {
      missing++;
      return new Outcome.Missing("no such person");
    }
    return switch (faults ? random.nextInt(4) : 3) {
      case 0 -> new Outcome.Transient("The job was cancelled", null);
      case 1 -> new Outcome.Ambiguous("no result yet");
      default -> null;
    };
  }

  private static boolean isMissing(FakeDestination.Store store, Item item) {
    return item.content() != null
        && !store.records.containsKey(FakeDestination.PEOPLE + "/" + item.matchValue());
  }

  /** The item has what the reference says. */
  private void check(Item item) {
    Reference reference = reference(item.matchValue());
    ObjectNode all = item.whole().fields();
    ObjectNode open = all.deepCopy();
    if (reference.once != null) {
      open.remove(ONCE);
    }
    ObjectNode changed = open.deepCopy();
    ObjectNode confirmed = reference.confirmed;
    if (confirmed != null) {
      confirmed
          .properties()
          .forEach(field -> {
            if (field.getValue().equals(changed.get(field.getKey()))) {
              changed.remove(field.getKey());
            }
          });
    }
    ObjectNode expected = changed.isEmpty() ? open : changed;
    assertThat(item.fields()).as("seed %d, of %s", SEED, all).isEqualTo(expected);
    if (expected.size() < all.size()) {
      partial++;
    }
  }

  private Reference reference(String email) {
    return references.computeIfAbsent(email, _ -> new Reference());
  }

  private Map<String, ObjectNode> held(FakeDestination.Store store) {
    Map<String, ObjectNode> held = new TreeMap<>();
    store.records.forEach((key, text) -> {
      ObjectNode record = Json.read(text.getBytes(StandardCharsets.UTF_8), ObjectNode.class);
      held.put(key.substring(key.indexOf('/') + 1), withoutNulls(record));
    });
    return held;
  }

  private static ObjectNode withoutNulls(ObjectNode fields) {
    ObjectNode without = fields.deepCopy();
    without.properties().removeIf(field -> field.getValue().isNull());
    return without;
  }

  /** The field that is set once has the value that was confirmed first. */
  private Map<String, ObjectNode> desired() {
    Map<String, ObjectNode> desired = new TreeMap<>();
    wanted.forEach((email, fields) -> {
      ObjectNode record = fields.deepCopy();
      JsonNode once = reference(email).once;
      if (once != null) {
        record.set(ONCE, once);
      }
      desired.put(email, withoutNulls(record));
    });
    return desired;
  }
}
