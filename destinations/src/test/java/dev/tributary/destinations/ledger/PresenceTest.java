package dev.tributary.destinations.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PresenceTest {
  @Test
  void aDestinationMayHaveARecordThatIsBeingSent() {
    assertThat(Presence.of(null, true, State.PENDING)).isEqualTo(Presence.ABSENT);
    assertThat(Presence.of(null, true, State.IN_FLIGHT)).isEqualTo(Presence.UNKNOWN);
    assertThat(Presence.of(Content.ABSENT, true, State.IN_FLIGHT)).isEqualTo(Presence.UNKNOWN);
    assertThat(Presence.of(Content.ABSENT, true, State.DELIVERED)).isEqualTo(Presence.ABSENT);
    assertThat(Presence.of("hash", true, State.IN_FLIGHT)).isEqualTo(Presence.PRESENT);
    assertThat(Presence.of(null, true, State.SUBMITTED)).isEqualTo(Presence.UNKNOWN);
  }

  @Test
  void aReceiptSaysNeitherThatTheRecordIsThereNorThatItIsGone() {
    assertThat(Presence.of("hash", false, State.ACCEPTED)).isEqualTo(Presence.UNKNOWN);
    assertThat(Presence.of("hash", false, State.PENDING)).isEqualTo(Presence.UNKNOWN);
    assertThat(Presence.of(Content.ABSENT, false, State.ACCEPTED)).isEqualTo(Presence.UNKNOWN);
  }
}
