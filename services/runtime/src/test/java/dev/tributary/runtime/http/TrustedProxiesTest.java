package dev.tributary.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
  private static final String PEER = "198.51.100.9";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 192.0.2.1                       | 198.51.100.9",
        "1 | 192.0.2.1                       | 192.0.2.1",
        "1 | 203.0.113.5, 192.0.2.1          | 192.0.2.1",
        "2 | 203.0.113.5, 192.0.2.1          | 203.0.113.5",
        "2 | 1.1.1.1, 203.0.113.5, 192.0.2.1 | 203.0.113.5",
        "2 | 192.0.2.1                       | 192.0.2.1",
        "1 | ,, 192.0.2.1 ,                  | 192.0.2.1",
        "1 | 192.0.2.1:50112                 | 192.0.2.1",
        "1 | 2001:DB8:0:0:0:0:0:1            | 2001:db8::1",
        "1 | [2001:db8::1]:443               | 2001:db8::1",
        "1 | [2001:db8::1]                   | 2001:db8::1",
        "1 | ::ffff:192.0.2.1                | 192.0.2.1",
      })
  void onlyWhatTrustedProxiesAppendedIsBelieved(int count, String header, String client) {
    assertThat(new TrustedProxies(count).client(List.of(header), PEER)).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource({"unknown", "example.com", "192.0.2", "192.0.2.256", "[2001:db8::1", "1"})
  void whatIsNoAddressIsNoAddress(String hop) {
    assertThat(new TrustedProxies(1).client(List.of(hop), PEER)).isNull();
  }

  @Test
  void theHeadersLinesAreOneList() {
    TrustedProxies two = new TrustedProxies(2);
    assertThat(two.client(List.of("1.1.1.1", "203.0.113.5, 192.0.2.1"), PEER))
        .isEqualTo("203.0.113.5");
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.9, 198.51.100.9",
    "0:0:0:0:0:0:0:1, ::1",
    "fe80:0:0:0:0:0:0:1%1, fe80::1"
  })
  void whoeverPassesNoProxyIsThePeer(String peer, String client) {
    assertThat(new TrustedProxies(1).client(List.of(), peer)).isEqualTo(client);
    assertThat(new TrustedProxies(0).client(List.of(), peer)).isEqualTo(client);
  }

  @Test
  void aPeerWithoutAnAddressHasNone() {
    @Nullable String none = null;
    assertThat(new TrustedProxies(0).client(List.of(), none)).isNull();
  }

  @Test
  void aNegativeNumberIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TrustedProxies(-1));
  }
}
