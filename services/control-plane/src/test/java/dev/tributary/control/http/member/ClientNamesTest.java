package dev.tributary.control.http.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.workspace.ApiClientName;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientNamesTest {
  private static final Workspace SHOP = workspace("wsp_shop");
  private static final Workspace BANK = workspace("wsp_bank");

  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private int reads;
  private Runnable whileReading = () -> {};

  private final ClientNames names = new ClientNames(this::read, clock, 2);

  /** A directory that answers after 100 ms, with the number of the read as the name. */
  private List<ApiClientName> read(Workspace workspace) {
    reads++;
    String name = workspace.key() + " " + reads;
    now = now.plusMillis(100);
    whileReading.run();
    return List.of(new ApiClientName("account", name));
  }

  private String of(Workspace workspace) {
    return names.of(workspace).getFirst().name();
  }

  @Test
  void theNamesAreReadOncePerWorkspaceInAShortTime() {
    assertThat(of(SHOP)).isEqualTo("wsp_shop 1");
    assertThat(of(SHOP)).isEqualTo("wsp_shop 1");
    assertThat(of(BANK)).isEqualTo("wsp_bank 2");
    assertThat(of(SHOP)).isEqualTo("wsp_shop 1");
    now = now.plus(Duration.ofSeconds(2));
    assertThat(of(SHOP)).as("after twenty times the time of the read").isEqualTo("wsp_shop 3");
  }

  @Test
  void aChangeShowsAtOnce() {
    assertThat(of(SHOP)).isEqualTo("wsp_shop 1");
    names.changed();
    assertThat(of(SHOP)).isEqualTo("wsp_shop 2");
  }

  @Test
  void aReadThatAChangeOvertakesIsNotKept() {
    whileReading = names::changed;
    of(SHOP);
    whileReading = () -> {};
    assertThat(of(SHOP)).isEqualTo("wsp_shop 2");
  }

  @Test
  void aFailureIsNotKept() {
    whileReading =
        () -> {
          throw Problems.UNAVAILABLE.problem("Keycloak cannot be reached");
        };
    assertThatThrownBy(() -> of(SHOP)).hasMessageContaining("Keycloak");
    whileReading = () -> {};
    assertThat(of(SHOP)).isEqualTo("wsp_shop 2");
  }

  private static Workspace workspace(String id) {
    return new Workspace(
        new WorkspaceId(id),
        id,
        id,
        new WorkspaceBody(WorkspaceBody.Kind.PRODUCTION, "Europe/Berlin", 0, List.of(), "DE"));
  }
}
