package dev.tributary.destinations.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PresenceTest {
  @Test
  void aDestinationMayHaveARecordThatIsBeingSent() {
    assertThat(Presence.of(null, State.PENDING)).isEqualTo(Presence.ABSENT);
    assertThat(Presence.of(null, State.IN_FLIGHT)).isEqualTo(Presence.UNKNOWN);
    assertThat(Presence.of(Content.ABSENT, State.IN_FLIGHT)).isEqualTo(Presence.UNKNOWN);
    assertThat(Presence.of(Content.ABSENT, State.DELIVERED)).isEqualTo(Presence.ABSENT);
    assertThat(Presence.of("hash", State.IN_FLIGHT)).isEqualTo(Presence.PRESENT);
  }
}
