package dev.tributary.runtime.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberNamesTest {
  @Test
  void aNameWithAnAddressIsMasked() {
    for (String name : List.of("ada@shop.example", "Ada <ada@shop.example>")) {
      assertThat(MemberNames.WITHOUT_ADDRESSES.of(name)).isEqualTo(MaskedValue.json());
      assertThat(MemberNames.ALL.of(name)).isEqualTo(TextNode.valueOf(name));
    }
  }

  @Test
  void aNameWithoutAnAddressIsShown() {
    assertThat(MemberNames.WITHOUT_ADDRESSES.of("Growth team"))
        .isEqualTo(TextNode.valueOf("Growth team"));
  }

  @Test
  void anAddressIsMaskedInAnyForm() {
    for (String email : List.of("ada@shop.example", "ada")) {
      assertThat(MemberNames.WITHOUT_ADDRESSES.address(email)).isEqualTo(MaskedValue.json());
      assertThat(MemberNames.ALL.address(email)).isEqualTo(TextNode.valueOf(email));
    }
    assertThat(MemberNames.WITHOUT_ADDRESSES.optionalAddress(null)).isNull();
  }

  @Test
  void aPathWithAnAddressIsMaskedAlsoIfItIsEncoded() {
    for (String path : List.of("/members/ada@shop.example", "/members/ada%40shop.example")) {
      assertThat(MemberNames.WITHOUT_ADDRESSES.ofPath(path)).isEqualTo(MaskedValue.json());
      assertThat(MemberNames.ALL.ofPath(path)).isEqualTo(TextNode.valueOf(path));
    }
    assertThat(MemberNames.WITHOUT_ADDRESSES.ofPath("/syncs/syn_1"))
        .isEqualTo(TextNode.valueOf("/syncs/syn_1"));
  }

  @Test
  void noNameIsNotMasked() {
    assertThat(MemberNames.WITHOUT_ADDRESSES.ofOptional(null)).isNull();
  }
}
