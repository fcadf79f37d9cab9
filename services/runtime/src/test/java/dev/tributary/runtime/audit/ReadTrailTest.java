package dev.tributary.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.Tenant;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadTrailTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String WORKSPACE = "wsp_1";

  private final List<PersonalDataRead> log = new ArrayList<>();

  @Test
  void aReadSaysWhoWasShownWhatOfWhom() {
    trail("anna", true).shownPart("readDelivery", "prf_1", "dlv_1");
    assertThat(log)
        .containsExactly(
            new PersonalDataRead(
                WORKSPACE, "sub", "anna", "readDelivery", List.of("prf_1"), "dlv_1", NOW));
  }

  @Test
  void eachPersonOfAListIsNamedOnceAndThoseUnknownTogether() {
    trail("anna", true)
        .shown("listDeliveries", Arrays.asList("prf_2", null, "prf_1", "prf_2", null));
    assertThat(log)
        .extracting(PersonalDataRead::operation, PersonalDataRead::profiles)
        .containsExactly(
            tuple("listDeliveries", List.of("prf_1", "prf_2")), tuple("listDeliveries", List.of()));
  }

  @Test
  void whatShowsNobodyLeavesNoTrail() {
    trail("anna", true).shown("listDeliveries", List.of());
    assertThat(log).isEmpty();
  }

  @Test
  void programsAndWhoMayNotReadPersonalDataLeaveNoTrail() {
    trail("service-account-shop", true).shown("readProfile", "prf_1");
    trail("anna", false).shown("readProfile", "prf_1");
    assertThat(log).isEmpty();
  }

  private ReadTrail trail(String name, boolean personalData) {
    List<String> groups = personalData ? List.of("/ws/" + WORKSPACE + "/personal-data") : List.of();
    return new ReadTrail(
        new Asking(Caller.of("sub", name, "shop", groups)),
        log::add,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** A request that was let through. */
  private static final class Asking extends Tenant {
    private final Caller caller;

    Asking(Caller caller) {
      this.caller = caller;
    }

    @Override
    public String workspaceId() {
      return WORKSPACE;
    }

    @Override
    public Caller caller() {
      return caller;
    }
  }
}
