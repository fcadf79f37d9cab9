package dev.tributary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchRequestTest {
  @Test
  void withoutArgumentsAllBenchesRun() {
    assertThat(parse("")).isEqualTo(new BenchRequest("all", false, OptionalInt.empty(), List.of()));
  }

  @Test
  void aFirstSyncHasANumberOfPeopleAndVendors() {
    assertThat(parse("backfill --people 1000000 --vendor hubspot --vendor marketo --quick"))
        .isEqualTo(
            new BenchRequest(
                "backfill", true, OptionalInt.of(1_000_000), List.of("hubspot", "marketo")));
  }

  @Test
  void aLedgerHasANumberOfRows() {
    assertThat(parse("ledger --rows 10000000").size()).hasValue(10_000_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unknown                | bench knows collector, chain
          delivery chain         | bench knows collector, chain
          backfill --people many | --people needs a number from 1000 to 10000000
          backfill --people 999  | --people needs a number from 1000 to 10000000
          ledger --rows 10000001 | --rows needs a number from 1000 to 10000000
          ledger --people 1000   | --people belongs after bench backfill, and has a value
          --vendor hubspot       | --vendor belongs after bench backfill, and has a value
          backfill --vendor      | --vendor belongs after bench backfill, and has a value
          """)
  void aWrongArgumentIsRefusedWithWhatWouldBeAccepted(String words, String message) {
    assertThatThrownBy(() -> parse(words))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  private static BenchRequest parse(String words) {
    return BenchRequest.parse(words.isEmpty() ? List.of() : List.of(words.split(" ")));
  }
}
