package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.row.RowChange.Change;
import dev.tributary.destinations.connector.EffectClass;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of a log that was created again, whose offsets are less than those that are known. */
class AnotherRowsLogTest {
  private static final ModelId MODEL = new ModelId("mdl_1");

  private Bench bench;

  @BeforeEach
  void prepare() throws Exception {
    bench = Bench.allowing(EffectClass.A);
    bench.modelSync(bench.destination(), MODEL, null);
    for (int i = 0; i < 50; i++) {
      bench.apply(bench.row(MODEL, "other" + i, Change.ADDED, total(i)));
    }
    bench.apply(bench.row(MODEL, "known", Change.ADDED, total(1)));
    assertThat(desired()).isEqualTo("1");
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  @Test
  void aChangeOfAKnownRowIsApplied() throws Exception {
    bench.acceptAnotherLog();
    bench.apply(bench.row(MODEL, "known", Change.CHANGED, total(2)));
    assertThat(desired()).isEqualTo("2");
  }

  @Test
  void aRemovalOfAKnownRowIsApplied() throws Exception {
    bench.acceptAnotherLog();
    bench.apply(bench.row(MODEL, "known", Change.REMOVED, Map.of()));
    assertThat(desired()).isEqualTo("none");
  }

  @Test
  void aLogIsCreatedAgainMoreThanOnce() throws Exception {
    for (int log = 2; log < 5; log++) {
      bench.acceptAnotherLog();
      bench.apply(bench.row(MODEL, "known", Change.CHANGED, total(log)));
      assertThat(desired()).isEqualTo(Integer.toString(log));
    }
  }

  /** The version of what the record of the known row is to hold; "none" without a record. */
  private String desired() throws Exception {
    return bench.text(
        "select coalesce(max(version)::text, 'none') from delivery where record_key like"
            + " '%known%'");
  }

  private static Map<String, JsonNode> total(int value) {
    return Map.of("total", IntNode.valueOf(value));
  }
}
