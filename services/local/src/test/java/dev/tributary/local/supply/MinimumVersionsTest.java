package dev.tributary.local.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinimumVersionsTest {
  private static final String HEADING = "library,minimum,why";

  @ParameterizedTest
  @CsvSource({
    "4.1.130.Final,4.1.132.Final",
    "2.9.1,2.21.5",
    "42.7.13,42.7.14",
    "4.1,4.1.1",
    "3.34.0.CR1,3.34.0",
    "1.0-beta-2,1.0",
    "9.0.0-M3,9.0.0",
  })
  void whatIsOlderIsAFaultWithItsReason(String older, String minimum) {
    MinimumVersions minimums = of("a.b:lib," + minimum + ",\"smuggling, and more\"");
    assertThat(minimums.faults(List.of(library("a.b", "lib", older))))
        .singleElement()
        .asString()
        .contains("a.b:lib " + older + " is older than " + minimum)
        .contains("smuggling, and more");
    assertThat(minimums.faults(List.of(library("a.b", "lib", minimum)))).isEmpty();
    assertThat(of("a.b:lib," + older + ",x").faults(List.of(library("a.b", "lib", minimum))))
        .isEmpty();
  }

  @Test
  void aStarNamesAllThatBeginSo() {
    List<Library> shipped =
        List.of(
            library("io.netty", "netty-codec", "1"), library("io.netty", "netty-codec-dns", "1"));
    assertThat(of("io.netty:netty-codec*,2,x").faults(shipped)).hasSize(2);
    assertThat(of("io.netty:netty-codec,2,x").faults(shipped)).hasSize(1);
  }

  @Test
  void aLineThatChecksNothingIsAFault() {
    assertThat(of("a.b:gone,1,x").faults(List.of(library("a.b", "lib", "1"))))
        .singleElement()
        .asString()
        .contains("a.b:gone names nothing");
    assertThatIllegalArgumentException().isThrownBy(() -> of("a.b:lib,1"));
    assertThatIllegalArgumentException().isThrownBy(() -> of("a.b:lib,1, "));
  }

  private static MinimumVersions of(String line) {
    return MinimumVersions.parse(List.of(HEADING, line));
  }

  private static Library library(String group, String name, String version) {
    return new Library("maven", group, name, version);
  }
}
