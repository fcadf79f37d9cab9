package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest.VendorApi;
import dev.tributary.destinations.postgres.DestinationFacts;
import java.sql.Connection;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check for alerts gets to know which destinations use an API that ends. */
class EndingApiFactsTest {
  private static final LocalDate END = LocalDate.parse("2027-03-30");

  @ParameterizedTest
  @CsvSource({
    "2026-12-29, false",
    "2026-12-30, true",
    "2027-03-30, true",
    "2028-01-01, true",
  })
  void anEndIsAFactFrom90DaysBefore(LocalDate today, boolean ending) throws Exception {
    assertThat(endingApi(new VendorApi("v4", END, "It ends"), today))
        .isEqualTo(ending ? new Fact.Destination.EndingApi("v4", END, false) : null);
  }

  @ParameterizedTest
  @CsvSource({", ", "v4, "})
  void anApiWithoutAnEndIsNoFact(@Nullable String version, @Nullable LocalDate end)
      throws Exception {
    VendorApi api = version == null ? null : new VendorApi(version, end, "No end is known");
    assertThat(endingApi(api, END)).isNull();
  }

  private static Fact.Destination.@Nullable EndingApi endingApi(
      @Nullable VendorApi api, LocalDate today) throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.api = api;
      DestinationId destination = bench.destination();
      try (Connection connection = bench.worker.getConnection()) {
        assertThat(bench.catalogue.read(connection).destination(destination)).isPresent();
      }
      Clock clock = Clock.fixed(today.atStartOfDay().toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
      return new DestinationFacts(bench.worker, bench.catalogue::newest, clock)
          .facts(Set.of(Bench.WORKSPACE)).stream()
              .map(WorkspaceFact::fact)
              .filter(Fact.Destination.class::isInstance)
              .map(Fact.Destination.class::cast)
              .filter(fact -> fact.id().equals(destination))
              .findFirst()
              .orElseThrow()
              .endingApi();
    }
  }
}
