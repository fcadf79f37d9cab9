package dev.tributary.sandbox.kit.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MembersTest {
  private final Members members = new Members();

  @Test
  void aMemberIsAddedAndRemovedOnce() {
    assertThat(members.add("list", "ada")).isTrue();
    assertThat(members.add("list", "ada")).isFalse();
    assertThat(members.of("list")).containsExactly("ada");
    assertThat(members.remove("list", "ada")).isTrue();
    assertThat(members.remove("list", "ada")).isFalse();
    assertThat(members.remove("other", "ada")).isFalse();
  }

  @Test
  void aForgottenMemberLeavesAllPlacesAndADroppedPlaceIsEmpty() {
    members.add("list", "ada");
    members.add("list", "bob");
    members.add("other", "ada");

    members.forget("ada");

    assertThat(members.of("list")).containsExactly("bob");
    assertThat(members.of("other")).isEmpty();
    members.drop("list");
    assertThat(members.of("list")).isEmpty();
  }
}
