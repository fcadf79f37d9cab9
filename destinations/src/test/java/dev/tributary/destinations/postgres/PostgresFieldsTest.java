package dev.tributary.destinations.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.TestDatabase;
import dev.tributary.destinations.connector.Discovery.Field;
import dev.tributary.destinations.connector.Discovery.Option;
import dev.tributary.destinations.connector.Discovery.Options;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.postgres.schema.PostgresFields;
import dev.tributary.destinations.schema.FieldKey;
import dev.tributary.destinations.schema.FieldList;
import dev.tributary.destinations.schema.FieldStore;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresFieldsTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00.123456Z");
  private static final ServiceDatabase DATABASE = TestDatabase.migrated("fields");

  private final AgroalDataSource worker = TestPool.of(DATABASE.address(), DATABASE.worker());
  private final FieldStore store = new PostgresFields(worker);

  @BeforeEach
  void empty() throws SQLException {
    execute("delete from vendor_field_list");
  }

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void aListComesBackAsItWasSaved() {
    FieldList list = list(NOON, level());
    store.save(key("a"), list);
    assertThat(store.find(key("a"))).contains(list);
    assertThat(store.find(key("b"))).isEmpty();
  }

  @Test
  void anOlderListDoesNotReplaceANewerOne() {
    FieldList newer = list(NOON, level());
    store.save(key("a"), newer);
    store.save(key("a"), list(NOON.minusSeconds(1), Field.named("old")));
    assertThat(store.find(key("a"))).contains(newer);
  }

  @Test
  void oneReaderAtATimeHasAClaim() throws SQLException {
    Duration minute = Duration.ofMinutes(1);
    assertThat(store.claim(key("a"), "one", minute)).isTrue();
    assertThat(store.claim(key("a"), "two", minute)).isFalse();
    assertThat(store.claim(key("b"), "two", minute)).isTrue();
    assertThat(store.find(key("a"))).isEmpty();
    store.release(key("a"), "one");
    assertThat(store.claim(key("a"), "two", minute)).isTrue();
    store.save(key("a"), list(NOON, level()));
    assertThat(store.claim(key("a"), "three", minute)).isFalse();
    execute("update vendor_field_list set claimed_until = now() - interval '1 second'");
    assertThat(store.claim(key("a"), "three", minute)).isTrue();
    store.release(key("a"), "two");
    assertThat(store.claim(key("a"), "four", minute)).isFalse();
  }

  @Test
  void aFailureIsKeptBesideTheLastList() {
    FieldList last = list(NOON, level());
    FieldList failed =
        new FieldList(
            FieldList.State.READ,
            last.fields(),
            FieldList.Further.COMPLETE,
            NOON,
            NOON.plusSeconds(630),
            new FieldList.Failure(FieldList.State.NO_ANSWER, NOON.plusSeconds(600)));
    store.save(key("a"), last);
    store.save(key("a"), failed);
    assertThat(store.find(key("a"))).contains(failed);
  }

  @Test
  void aListWithFieldsStaysLongerThanOneWithout() {
    store.save(key("good"), list(NOON, Field.named("a")));
    for (int i = 0; i < 102; i++) {
      store.save(
          key("failed-" + i),
          new FieldList(
              FieldList.State.FAILED,
              Map.of(),
              FieldList.Further.FAILED,
              NOON,
              NOON.plusSeconds(30)));
    }
    assertThat(store.find(key("good"))).isPresent();
    assertThat(store.find(key("failed-0"))).isEmpty();
    assertThat(store.find(key("failed-101"))).isPresent();
  }

  /** During a roll-out, another version can have written it. */
  @Test
  void aListThatCannotBeReadIsAbsent() throws SQLException {
    store.save(key("a"), list(NOON, level()));
    execute("update vendor_field_list set fields = '[{\"name\":\"a\",\"type\":\"unknown-type\"}]'");
    assertThat(store.find(key("a"))).isEmpty();
    store.save(key("a"), list(NOON, level()));
    execute("update vendor_field_list set state = 'UNKNOWN'");
    assertThat(store.find(key("a"))).isEmpty();
  }

  @Test
  void aDestinationKeepsTheNewestHundredLists() {
    for (int i = 0; i < 102; i++) {
      store.save(key("basis-" + i), list(NOON, Field.named("a")));
    }
    assertThat(store.find(key("basis-1"))).isEmpty();
    assertThat(store.find(key("basis-2"))).isPresent();
    assertThat(store.find(key("basis-101"))).isPresent();
  }

  private static FieldKey key(String basis) {
    return new FieldKey(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), "contacts", basis);
  }

  private static Field level() {
    return new Field(
        "level",
        "Level \u0000 \uD83D\uDE00",
        FieldType.PICKLIST,
        true,
        true,
        false,
        new Options(List.of(new Option("gold", "Gold")), true, true),
        "levels");
  }

  private static FieldList list(Instant readAt, Field field) {
    return new FieldList(
        FieldList.State.READ,
        Map.of(field.name(), field),
        FieldList.Further.COMPLETE,
        readAt,
        readAt.plusSeconds(600));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = worker.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
