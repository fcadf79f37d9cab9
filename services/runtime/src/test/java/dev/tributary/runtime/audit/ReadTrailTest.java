package dev.tributary.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
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
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");

  private static final String PROGRAM = "service-account-shop";
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final List<PersonalDataRead> log = new ArrayList<>();
  private final ProgramReads programs = new ProgramReads(log::add, CLOCK);

  @Test
  void aReadSaysWhoWasShownWhatOfWhom() {
    trail("anna", true).shownPart("readDelivery", new ProfileId("prf_1"), "dlv_1");
    assertThat(log)
        .containsExactly(
            new PersonalDataRead(
                WORKSPACE,
                "sub",
                "anna",
                "readDelivery",
                List.of(new ProfileId("prf_1")),
                "dlv_1",
                NOW));
  }

  @Test
  void eachPersonOfAListIsNamedOnceAndThoseUnknownTogether() {
    trail("anna", true)
        .shown(
            "listDeliveries",
            Arrays.asList(
                new ProfileId("prf_2"),
                null,
                new ProfileId("prf_1"),
                new ProfileId("prf_2"),
                null));
    assertThat(log)
        .extracting(PersonalDataRead::operation, PersonalDataRead::profiles)
        .containsExactly(
            tuple("listDeliveries", List.of(new ProfileId("prf_1"), new ProfileId("prf_2"))),
            tuple("listDeliveries", List.of()));
  }

  @Test
  void whatShowsNobodyLeavesNoTrail() {
    trail("anna", true).shown("listDeliveries", List.of());
    assertThat(log).isEmpty();
  }

  @Test
  void whoMayNotReadPersonalDataLeavesNoTrailUnlessTheyNameIdentifiers() {
    trail("anna", false).shown("readProfile", new ProfileId("prf_1"));
    trail("anna", false).revealed("revealTrait", new ProfileId("prf_1"), "ssn");
    trail("anna", true).guessed("lookUpProfile", List.of(new ProfileId("prf_1")));
    assertThat(log).isEmpty();
    trail("anna", false)
        .guessed(
            "lookUpProfile",
            Arrays.asList(
                new ProfileId("prf_2"),
                null,
                new ProfileId("prf_1"),
                new ProfileId("prf_2"),
                null));
    assertThat(log)
        .extracting(PersonalDataRead::profiles, PersonalDataRead::reads)
        .containsExactly(
            tuple(List.of(new ProfileId("prf_1"), new ProfileId("prf_2")), 1), tuple(List.of(), 2));
  }

  @Test
  void whatAProgramIsShownIsCountedAndNamesNobody() {
    trail(PROGRAM, true)
        .shown(
            "listDeliveries", Arrays.asList(new ProfileId("prf_2"), null, new ProfileId("prf_1")));
    programs.write();
    assertThat(log)
        .allSatisfy(read -> {
          assertThat(read.actorName()).isEqualTo(PROGRAM);
          assertThat(read.operation()).isEqualTo("listDeliveries");
          assertThat(read.profiles()).isEmpty();
        });
    assertThat(log.stream().mapToInt(PersonalDataRead::reads).sum()).isEqualTo(3);
  }

  @Test
  void whatIsRevealedToAProgramHasAnEntryOfItsOwn() {
    trail(PROGRAM, true).revealed("revealTrait", new ProfileId("prf_1"), "ssn");
    trail(PROGRAM, true).revealed("revealTrait", new ProfileId("prf_2"), "ssn");
    assertThat(log)
        .extracting(PersonalDataRead::profiles, PersonalDataRead::part)
        .containsExactly(
            tuple(List.of(new ProfileId("prf_1")), "ssn"),
            tuple(List.of(new ProfileId("prf_2")), "ssn"));
  }

  private ReadTrail trail(String name, boolean personalData) {
    List<String> groups = personalData ? List.of("/ws/" + WORKSPACE + "/personal-data") : List.of();
    return new ReadTrail(
        new Asking(Caller.of("sub", name, "shop", groups)), log::add, programs, CLOCK);
  }

  /** A request that was let through. */
  private static final class Asking extends Tenant {
    private final Caller caller;

    Asking(Caller caller) {
      this.caller = caller;
    }

    @Override
    public WorkspaceId workspaceId() {
      return WORKSPACE;
    }

    @Override
    public Caller caller() {
      return caller;
    }
  }
}
