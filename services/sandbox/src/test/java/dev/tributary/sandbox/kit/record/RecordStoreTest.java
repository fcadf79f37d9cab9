package dev.tributary.sandbox.kit.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.TestClock;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordStoreTest {
  private final TestClock clock = new TestClock("2026-11-01T12:00:00Z");
  private final RecordStore store = store(MergedIds.FOLLOWED);

  private RecordStore store(MergedIds mergedIds) {
    var ids = new AtomicInteger();
    return new RecordStore(
        "people",
        clock,
        List.of(KeyRule.exact("customer"), KeyRule.caseless("email")),
        mergedIds,
        () -> "r" + ids.incrementAndGet());
  }

  @Test
  void anUpsertFindsByTheFirstKeyThatAnyRecordHolds() {
    created(store.upsert(change("c-1", "Ada@Shop.example", "city", "London")));

    var updated = updated(store.upsert(change("c-1", "ada@shop.example", "city", "Paris")));
    var found = updated(store.upsert(change(null, "ADA@shop.example ", "name", "Ada")));

    assertThat(updated.id()).isEqualTo("r1");
    assertThat(found.keys())
        .containsEntry("customer", "c-1")
        .containsEntry("email", "ada@shop.example");
    assertThat(found.values().path("city").asText()).isEqualTo("Paris");
    assertThat(store.all()).hasSize(1);
    assertThat(found.writes()).isEqualTo(3);
    assertThat(found.unchangedWrites()).isZero();
  }

  @Test
  void aKeyThatAnotherRecordHoldsIsRefused() {
    created(store.create(change("c-1", "ada@shop.example")));
    created(store.create(change("c-2", "bob@shop.example")));

    var conflict = new WriteResult.Taken(new UniqueKeys.Key("email", "ada@shop.example"), "r1");
    assertThat(store.create(change(null, "ada@shop.example"))).isEqualTo(conflict);
    assertThat(store.upsert(change("c-2", "ada@shop.example"))).isEqualTo(conflict);
    updated(store.update("r1", change(null, "ada@new.example")));
    updated(store.upsert(change("c-2", "ada@shop.example")));
  }

  @Test
  void anUpdateNeedsARecord() {
    assertThat(store.update("r1", change("c-1", null))).isEqualTo(new WriteResult.Missing("r1"));
    assertThat(store.updateOnly(change("c-1", null))).isInstanceOf(WriteResult.Missing.class);
    assertThat(store.all()).isEmpty();
  }

  @Test
  void recordsAreFoundByTheTextOfAFieldAfterEachChange() {
    created(store.create(change("c-1", null, "city", "London")));
    created(store.create(change("c-2", null, "city", " LONDON")));
    assertThat(store.idsWith("city", "london ")).containsExactly("r1", "r2");
    assertThat(store.idsWith("city", "")).isEmpty();

    created(store.create(change("c-3", null, "city", "London")));
    updated(store.update("r1", change("c-1", null, "city", "Paris")));
    assertThat(store.idsWith("city", "London")).containsExactly("r2", "r3");
    assertThat(store.idsWith("city", "Paris")).containsExactly("r1");

    store.merge("r3", "r1");
    store.delete("r2");
    assertThat(store.idsWith("city", "London")).isEmpty();
    assertThat(store.idsWith("city", "Paris")).containsExactly("r1");
    assertThat(store.exists("r1")).isTrue();
    assertThat(store.exists("r2")).isFalse();

    store.reset();
    assertThat(store.idsWith("city", "Paris")).isEmpty();
  }

  @Test
  void nullClearsOrIsIgnored() {
    created(store.create(change("c-1", null, "city", "London")));
    var nothing = Json.LENIENT.createObjectNode().putNull("city");

    updated(store.update("r1", new Change(Map.of(), nothing, Nulls.IGNORE)));
    assertThat(store.find("r1").orElseThrow().values().has("city")).isTrue();
    updated(store.update("r1", new Change(Map.of(), nothing, Nulls.CLEAR)));
    assertThat(store.find("r1").orElseThrow().values().has("city")).isFalse();
  }

  @Test
  void aMergedIdIsFollowedOrGone() {
    for (var mergedIds : MergedIds.values()) {
      var people = store(mergedIds);
      created(people.create(change("c-1", "ada@shop.example", "city", "London")));
      created(people.create(change("c-2", null, "name", "Ada")));

      assertThat(people.merge("r1", "r2")).isTrue();

      var survivor = people.find("r2").orElseThrow();
      assertThat(survivor.keys())
          .containsEntry("customer", "c-2")
          .containsEntry("email", "ada@shop.example");
      assertThat(survivor.values().path("city").asText()).isEqualTo("London");
      assertThat(people.find("r1").isPresent()).isEqualTo(mergedIds == MergedIds.FOLLOWED);
      assertThat(people.update("r1", change(null, null, "name", "Ada L.")))
          .isInstanceOf(
              mergedIds == MergedIds.FOLLOWED
                  ? WriteResult.Updated.class
                  : WriteResult.Missing.class);
    }
  }

  @Test
  void aDeletedKeyIsFreeAndAnErasedOneIsRefusedForGood() {
    created(store.create(change(null, "ada@shop.example")));
    created(store.create(change(null, "bob@shop.example")));

    assertThat(store.delete("r1")).isTrue();
    assertThat(store.erase("r2")).isTrue();

    created(store.create(change(null, "ada@shop.example")));
    assertThat(store.upsert(change(null, "Bob@shop.example")))
        .isEqualTo(new WriteResult.Erased(new UniqueKeys.Key("email", "bob@shop.example")));
  }

  @Test
  void readersSeeAWriteLateAndWritersAtOnce() {
    store.faults(new StoreFaults(1_000L, null));
    created(store.create(change("c-1", null, "city", "London")));

    assertThat(store.find("r1")).isEmpty();
    assertThat(store.visible()).isEmpty();
    updated(store.upsert(change("c-1", null, "city", "Paris")));
    clock.pass(Duration.ofSeconds(1));
    assertThat(store.find("r1").orElseThrow().values().path("city").asText()).isEqualTo("Paris");
    updated(store.upsert(change("c-1", null, "city", "Rome")));
    assertThat(store.find("r1").orElseThrow().values().path("city").asText()).isEqualTo("Paris");
  }

  @Test
  void aDroppedRecordIsAnsweredAndNotStored() {
    store.faults(new StoreFaults(null, List.of("ada@shop.example")));

    assertThat(store.upsert(change(null, "ADA@shop.example")))
        .isInstanceOf(WriteResult.Dropped.class);
    assertThat(store.all()).isEmpty();
    created(store.upsert(change(null, "bob@shop.example")));
  }

  @Test
  void aResetFreesAllKeys() {
    created(store.create(change(null, "ada@shop.example")));
    store.erase("r1");

    store.reset();

    created(store.create(change(null, "ada@shop.example")));
  }

  @Test
  void aContactWithTwoWelcomeMailsIsNamed() {
    var mails = new WelcomeMails();
    List.of("ada@shop.example", "bob@shop.example", "ada@shop.example").forEach(mails::send);

    assertThat(mails.counts())
        .isEqualTo(new WelcomeMails.Counts(3, 2, Map.of("ada@shop.example", 2)));
  }

  @Test
  void aBlockedKeyIsRefusedUntilItIsUnblocked() {
    store.block("email", "Ada@shop.example");

    assertThat(store.create(change(null, "ada@shop.example")))
        .isInstanceOf(WriteResult.Erased.class);
    store.unblock("email", "ada@shop.example");
    assertThat(store.create(change(null, "ada@shop.example")).shown()).isPresent();
  }

  @Test
  void keysThatNobodyNamedAreUnique() {
    var open =
        new RecordStore(
            "open",
            clock,
            List.of(KeyRule.anyOther()),
            MergedIds.GONE,
            () -> UUID.randomUUID().toString());

    created(open.create(change("c-1", null)));
    assertThat(open.findBy("customer", "C-1")).isPresent();
    assertThat(open.create(change("C-1", null))).isInstanceOf(WriteResult.Taken.class);
  }

  private static StoredRecord created(WriteResult result) {
    assertThat(result).isInstanceOf(WriteResult.Created.class);
    return ((WriteResult.Created) result).record();
  }

  private static StoredRecord updated(WriteResult result) {
    assertThat(result).isInstanceOf(WriteResult.Updated.class);
    return ((WriteResult.Updated) result).record();
  }

  private static Change change(
      @Nullable String customer, @Nullable String email, String... values) {
    var keys = new TreeMap<String, @Nullable String>();
    if (customer != null) {
      keys.put("customer", customer);
    }
    if (email != null) {
      keys.put("email", email);
    }
    var body = Json.LENIENT.createObjectNode();
    for (int i = 0; i < values.length; i += 2) {
      body.put(values[i], values[i + 1]);
    }
    return new Change(keys, body, Nulls.IGNORE);
  }
}
