package dev.tributary.gateway.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewcomersTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Accounts accounts = new Accounts();

  @Test
  void anAddressIsProvedByALinkThatWasMailedThere() {
    newcomers(true).open("token");
    assertThat(accounts.verifiedEmail).isEqualTo("mila@shop.example");
  }

  @Test
  void aLinkThatAnAdminHasSeenProvesNoAddress() {
    newcomers(false).open("token");
    assertThat(accounts.name).isEqualTo("mila@shop.example");
    assertThat(accounts.verifiedEmail).isNull();
  }

  private Newcomers newcomers(boolean mailed) {
    Invitation invitation =
        new Invitation(
            "wsp_1",
            "inv_1",
            "mila@shop.example",
            Role.VIEWER,
            false,
            mailed,
            "admin",
            null,
            NOW,
            NOW.plus(Duration.ofDays(7)));
    return new Newcomers(new One(invitation), accounts, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** Remembers what an account was opened with. */
  private static final class Accounts implements Directory {
    private @Nullable String name;
    private @Nullable String verifiedEmail;

    @Override
    public Account open(String forName, @Nullable String email) {
      name = forName;
      verifiedEmail = email;
      return new Account("id", "mila", true, email);
    }

    @Override
    public String temporaryPassword(String accountId) {
      return "password of " + accountId;
    }

    @Override
    public Optional<Account> account(String id) {
      return Optional.empty();
    }

    @Override
    public void ensureGroups(String workspaceId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void deleteGroups(String workspaceId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> createClient(String workspaceId, ApiClient client) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String ensureClient(String workspaceId, ApiClient client) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ApiClient> clients(String workspaceId, String workspaceKey) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void expireClient(String workspaceId, String clientId, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean deleteClient(String workspaceId, String clientId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Member> members(Workspace workspace) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void join(String workspaceId, String accountId, Role role, boolean personalData) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void leave(String workspaceId, String accountId) {
      throw new UnsupportedOperationException();
    }
  }

  /** One invitation, whatever the token. */
  private record One(Invitation invitation) implements InvitationStore {
    @Override
    public Optional<Invitation> find(InvitationToken token) {
      return Optional.of(invitation);
    }

    @Override
    public void opened(Invitation changed) {
      assertThat(changed.account()).isEqualTo("id");
    }

    @Override
    public void put(Invitation changed, InvitationToken token) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void renew(Invitation changed, InvitationToken token) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Invitation> list(String workspace) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(String workspace, String id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Invitation> to(String email, Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean consume(Invitation used, Consumer<Invitation> work) {
      throw new UnsupportedOperationException();
    }
  }
}
