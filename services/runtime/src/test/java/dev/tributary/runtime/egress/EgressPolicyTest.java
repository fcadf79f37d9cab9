package dev.tributary.runtime.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.runtime.egress.EgressFailure.Stage;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressPolicyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.169.254",
        "168.63.129.16",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2130706433",
        "127.1"
      })
  void anAddressThatIsNotPublicIsRefused(String address) {
    EgressPolicy policy = new EgressPolicy("", NameResolver.system());
    assertThatExceptionOfType(EgressFailure.class)
        .isThrownBy(() -> policy.check(address, 443))
        .satisfies(failure -> assertThat(failure.stage()).isNotEqualTo(Stage.UNANSWERED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "172.15.255.255",
        "172.32.0.1",
        "100.128.0.1",
        "192.169.0.1",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "[2a00:1450:4001:81b::200e]"
      })
  void aPublicAddressIsAllowedButNotForPlainHttp(String address) throws Exception {
    EgressPolicy.Checked place = new EgressPolicy("", NameResolver.system()).check(address, 443);
    assertThat(place.addresses()).hasSize(1);
    assertThat(place.listed()).isFalse();
  }

  @Test
  void oneBadAddressAmongGoodOnesIsEnoughToRefuse() {
    EgressPolicy policy = new EgressPolicy("", _ -> addresses("1.1.1.1", "10.0.0.1"));
    assertThatExceptionOfType(EgressFailure.class)
        .isThrownBy(() -> policy.check("mixed.example", 443))
        .satisfies(failure -> assertThat(failure.stage()).isEqualTo(Stage.FORBIDDEN));
  }

  @Test
  void anOperatorAllowsRangesAddressesPlacesAndNames() throws Exception {
    NameResolver resolver = _ -> addresses("10.1.2.3");
    assertThat(allowed("10.1.0.0/16", resolver, 1)).isTrue();
    assertThat(allowed("10.1.2.3", resolver, 1)).isTrue();
    assertThat(allowed("crm.internal:8443", resolver, 8443)).isTrue();
    assertThat(allowed(" fd00::/8 , CRM.internal ", resolver, 1)).isTrue();
    assertThat(allowed("10.2.0.0/16", resolver, 1)).isFalse();
    assertThat(allowed("crm.internal:8443", resolver, 443)).isFalse();
    assertThat(allowed("internal", resolver, 443)).isFalse();
    assertThat(allowed("10.1.2.2/31", resolver, 443)).isTrue();
    assertThat(allowed("10.1.2.0/31", resolver, 443)).isFalse();
    assertThat(allowed("0.0.0.0/0", resolver, 443)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "name.example/8", "::/129"})
  void aListThatMakesNoSenseIsRefused(String list) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EgressPolicy(list, NameResolver.system()));
  }

  @Test
  void anAddressWithHttpIsStoredOnlyIfItsHostIsListed() {
    EgressPolicy policy =
        new EgressPolicy("127.0.0.0/8,crm.internal,hooks.internal:8080", NameResolver.system());
    for (String uri :
        List.of(
            "https://nowhere.invalid/hook",
            "http://127.0.0.1:9000/hook",
            "http://crm.internal/hook",
            "http://Hooks.internal:8080/hook")) {
      assertThatCode(() -> policy.requireEncryption(URI.create(uri))).doesNotThrowAnyException();
    }
    for (String uri : List.of("http://1.1.1.1/hook", "HTTP://1.1.1.1:8080/hook")) {
      assertThatExceptionOfType(EgressFailure.class)
          .isThrownBy(() -> policy.requireEncryption(URI.create(uri)))
          .withMessageContaining("Only https is allowed to 1.1.1.1")
          .withMessageContaining("TRIBUTARY_EGRESS_ALLOW");
    }
    assertThatExceptionOfType(EgressFailure.class)
        .isThrownBy(() -> policy.requireEncryption(URI.create("http://nowhere.invalid/hook")));
  }

  @Test
  void anUnknownHostCanBeTriedAgain() {
    EgressPolicy policy =
        new EgressPolicy(
            "",
            host -> {
              throw new UnknownHostException(host);
            });
    assertThatExceptionOfType(EgressFailure.class)
        .isThrownBy(() -> policy.check("nowhere.example", 443))
        .satisfies(failure -> assertThat(failure.stage()).isEqualTo(Stage.NOT_SENT));
  }

  /** The facts of all workspaces, the metrics and the log are behind these ports. */
  @Test
  void theInstallationsOwnPortsAreNeverReached() {
    EgressPolicy policy =
        new EgressPolicy("127.0.0.0/8,localhost:8082", Set.of(8082), NameResolver.system());
    for (String host : List.of("127.0.0.1", "127.0.0.2", "localhost")) {
      assertThatExceptionOfType(EgressFailure.class)
          .isThrownBy(() -> policy.check(host, 8082))
          .withMessageContaining("belongs to this installation");
    }
    assertThatCode(() -> policy.check("127.0.0.1", 8086)).doesNotThrowAnyException();
    assertThatCode(() -> policy.check("1.1.1.1", 8082)).doesNotThrowAnyException();
  }

  private static boolean allowed(String list, NameResolver resolver, int port) throws Exception {
    try {
      return new EgressPolicy(list, resolver).check("crm.internal", port).listed();
    } catch (EgressFailure e) {
      assertThat(e.stage()).isEqualTo(Stage.FORBIDDEN);
      return false;
    }
  }

  static List<InetAddress> addresses(String... texts) {
    return Stream.of(texts)
        .map(text -> {
          try {
            return InetAddress.getByName(text);
          } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
          }
        })
        .toList();
  }
}
