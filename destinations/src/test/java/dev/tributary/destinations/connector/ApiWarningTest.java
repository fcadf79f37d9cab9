package dev.tributary.destinations.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Manifest.VendorApi;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiWarningTest {
  private static final LocalDate END = LocalDate.parse("2028-07-29");
  private static final Manifest SLACK = InstalledConnectors.load().manifest("slack").orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "2028-04-29, false",
    "2028-04-30, true",
    "2028-07-28, true",
    "2028-07-29, true",
    "2030-01-01, true"
  })
  void theLast90DaysAndTheTimeAfterTheEndHaveAWarning(LocalDate today, boolean warned) {
    assertThat(ending(END).apiWarning(today).isPresent()).isEqualTo(warned);
  }

  @Test
  void theWarningNamesTheVersionTheDayAndWhatToDo() {
    assertThat(ending(END).apiWarning(END.minusDays(1)))
        .contains(
            "Slack may end v9 of its API from 2028-07-29 on, and requests can fail then. It keeps a"
                + " version for a year. Update Tributary before this day");
    assertThat(ending(END).apiWarning(END))
        .contains(
            "Slack may have ended v9 of its API on 2028-07-29, so requests can fail. It keeps a"
                + " version for a year. Update Tributary");
    assertThat(ending(END).addedByWorkspace().apiWarning(END).orElseThrow())
        .endsWith("Change the manifest to a newer version");
  }

  @Test
  void aVersionWithoutAnEndHasNoWarning() {
    assertThat(ending(null).apiWarning(LocalDate.MAX)).isEmpty();
    assertThat(SLACK.apiWarning(LocalDate.MAX)).isEmpty();
  }

  private static Manifest ending(LocalDate end) {
    return ManifestBuilder.builder(SLACK)
        .api(new VendorApi("v9", end, "It keeps a version for a year"))
        .build();
  }
}
