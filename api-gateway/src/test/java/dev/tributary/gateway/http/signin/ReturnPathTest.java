package dev.tributary.gateway.http.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReturnPathTest {

  @Test
  void ownAddressesAreKeptAsTheyAre() {
    for (String own :
        List.of(
            "/",
            "/w/northwind/audiences/abc?tab=members",
            "/w/northwind/people?filter=%7B%22a%22%3A1%7D&sort=-name#row-3",
            "/w/a//b",
            "/w/@evil.example",
            "/?next=https://evil.example",
            "/#/w",
            "/" + "a%20".repeat(2_000))) {
      assertThat(ReturnPath.of(own)).isEqualTo(own);
      assertThat(URI.create(own).getRawAuthority()).isNull();
    }
  }

  @Test
  void whateverCouldLeaveTheSiteLeadsHome() {
    for (String other :
        List.of(
            "",
            "w",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "\n//evil.example",
            " //evil.example",
            "https://evil.example/w",
            "https:/evil.example",
            "javascript:alert(1)",
            "@evil.example",
            "/w\r\nLocation: https://evil.example")) {
      assertThat(ReturnPath.of(other)).describedAs(other).isEqualTo("/");
    }
  }

  @Test
  void whatIsNoAddressLeadsHome() {
    for (String broken : List.of("/%zz", "/w/100%", "/w?q=%2", "/#a#b", "/w/é", "/w/<b>")) {
      assertThat(ReturnPath.of(broken)).describedAs(broken).isEqualTo("/");
    }
  }
}
