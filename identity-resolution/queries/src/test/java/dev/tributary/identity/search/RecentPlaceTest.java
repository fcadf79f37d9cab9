package dev.tributary.identity.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.search.RecentPlace.BeforeEvent;
import dev.tributary.identity.search.RecentPlace.BeforeProfile;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentPlaceTest {

  @Test
  void aCursorLeadsBackToItsPlace() {
    for (RecentPlace place :
        List.of(
            new BeforeEvent(Instant.parse("2026-03-02T09:00:00.123456Z"), "evt_7"),
            new BeforeEvent(Instant.parse("2026-03-02T09:00:00Z"), "evt_7"),
            new BeforeProfile(new ProfileId("prf_7")))) {
      assertThat(RecentPlace.of(place.cursor())).contains(place);
    }
  }

  @Test
  void aTextThatIsNoCursorHasNoPlace() {
    for (String text :
        List.of(
            "",
            "e.",
            "e.now.evt_7",
            "x.prf_7",
            "e.+300000-01-01T00:00:00Z.evt_7",
            "e.-0001-01-01T00:00:00Z.evt_7",
            "e.2026-03-02T09:00:00Z.\0",
            "p.\0")) {
      assertThat(RecentPlace.of(text)).isEmpty();
    }
  }
}
