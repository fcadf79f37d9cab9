package dev.tributary.control.workspace.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.workspace.Account;
import dev.tributary.control.workspace.ApiClient;
import dev.tributary.control.workspace.ApiClientName;
import dev.tributary.control.workspace.Directory;
import dev.tributary.control.workspace.Member;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InvitedAccountsTest {
  private static final String EMAIL = "mila@shop.example";
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Accounts accounts = new Accounts();

  @Test
  void anAddressIsProvedByALinkThatWasMailedThere() {
    String username = with(invitation(true)).open("token").username();
    assertThat(accounts.named(username).verifiedEmail()).isEqualTo(EMAIL);
  }

  @Test
  void aLinkThatAnAdminHasSeenProvesNoAddress() {
    String username = with(invitation(false)).open("token").username();
    assertThat(accounts.names).containsExactly(EMAIL);
    assertThat(accounts.named(username).verifiedEmail()).isNull();
  }

  @Test
  void aLinkGivesTheAccountThatItHasOpenedAnotherPassword() {
    for (boolean mailed : new boolean[] {true, false}) {
      InvitedAccounts links = with(invitation(mailed));
      NewAccount first = links.open("token");
      NewAccount again = links.open("token");
      assertThat(again.username()).isEqualTo(first.username());
      assertThat(again.temporaryPassword()).isNotEqualTo(first.temporaryPassword());
    }
  }

  /** The attack: the invitee opens the mailed link, then the admin asks for a link by hand. */
  @Test
  void aLinkThatAnAdminHasSeenOpensNoAccountThatTheMailedOneOpened() {
    Invitation mailed = invitation(true);
    NewAccount theirs = with(mailed).open("mailed");
    Account account = accounts.named(theirs.username());
    Invitation renewed =
        mailed.withAccount(account.id()).renewed(false, NOW.plus(Duration.ofDays(7)));

    NewAccount other = with(renewed).open("by hand");

    assertThat(other.username()).isNotEqualTo(theirs.username());
    assertThat(accounts.named(other.username()).verifiedEmail()).isNull();
    assertThat(accounts.passwords).containsEntry(account.id(), theirs.temporaryPassword());
  }

  /** The row of an invitation that an earlier version has renewed. */
  @Test
  void aLinkThatAnAdminHasSeenGivesNoPasswordOfAnAccountWithAProvedAddress() {
    NewAccount theirs = with(invitation(true)).open("mailed");
    Account account = accounts.named(theirs.username());
    InvitedAccounts links = with(invitation(false).withAccount(account.id()));

    NewAccount other = links.open("by hand");

    assertThat(other.username()).isNotEqualTo(theirs.username());
    assertThat(accounts.passwords).containsEntry(account.id(), theirs.temporaryPassword());
    assertThat(links.open("by hand").username()).isEqualTo(other.username());
  }

  /** The other order: the mailed link is open while the admin asks for another one. */
  @Test
  void anEndedLinkGivesTheNewLinkNoAccount() {
    One store = new One(invitation(true));
    accounts.whileOpening = () -> store.renew(store.invitation, new InvitationToken("by hand"));

    assertThatThrownBy(() -> links(store).open("mailed")).isInstanceOf(Problem.class);

    assertThat(store.invitation.account()).isNull();
    assertThat(accounts.passwords).isEmpty();
  }

  private static Invitation invitation(boolean mailed) {
    return InvitationBuilder.builder()
        .workspace(new WorkspaceId("wsp_1"))
        .id("inv_1")
        .email(EMAIL)
        .role(Role.VIEWER)
        .personalData(false)
        .mailed(mailed)
        .invitedBy("admin")
        .account(null)
        .createdAt(NOW)
        .expiresAt(NOW.plus(Duration.ofDays(7)))
        .build();
  }

  private InvitedAccounts with(Invitation invitation) {
    return links(new One(invitation));
  }

  private InvitedAccounts links(One store) {
    return new InvitedAccounts(store, accounts, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** Keeps the accounts that were opened, with their last password. */
  private static final class Accounts implements Directory {
    private final Map<String, Account> byId = new HashMap<>();
    private final Map<String, String> passwords = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private Runnable whileOpening = () -> {};
    private int given;

    Account named(String username) {
      return byId.values().stream()
          .filter(account -> account.username().equals(username))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public Account open(String forName, @Nullable String email) {
      names.add(forName);
      int number = names.size();
      Account opened = new Account("id-" + number, "mila-" + number, true, email);
      byId.put(opened.id(), opened);
      whileOpening.run();
      return opened;
    }

    @Override
    public String temporaryPassword(String accountId) {
      given++;
      String password = "password " + given;
      passwords.put(accountId, password);
      return password;
    }

    @Override
    public Optional<Account> account(String id) {
      return Optional.ofNullable(byId.get(id));
    }

    @Override
    public void ensureGroups(WorkspaceId workspaceId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void deleteGroups(WorkspaceId workspaceId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> createClient(WorkspaceId workspaceId, ApiClient client) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String ensureClient(WorkspaceId workspaceId, ApiClient client) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ApiClient> clients(WorkspaceId workspaceId, String workspaceKey) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ApiClientName> clientNames(Workspace workspace) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void expireClient(WorkspaceId workspaceId, String clientId, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean deleteClient(
        WorkspaceId workspaceId, String clientId, Consumer<ApiClient> before) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Member> members(Workspace workspace) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void join(WorkspaceId workspaceId, String accountId, Role role, boolean personalData) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void leave(WorkspaceId workspaceId, String accountId) {
      throw new UnsupportedOperationException();
    }
  }

  /** One invitation, whose first link holds whatever token. */
  private static final class One implements InvitationStore {
    private Invitation invitation;
    private @Nullable InvitationToken renewed;

    One(Invitation invitation) {
      this.invitation = invitation;
    }

    private boolean holds(InvitationToken token) {
      return renewed == null || renewed.equals(token);
    }

    @Override
    public Optional<Invitation> find(InvitationToken token) {
      return Optional.of(invitation).filter(_ -> holds(token));
    }

    @Override
    public boolean opened(Invitation changed, InvitationToken token) {
      if (!holds(token)) {
        return false;
      }
      invitation = changed;
      return true;
    }

    @Override
    public void renew(Invitation changed, InvitationToken token) {
      invitation = changed.renewed(false, changed.expiresAt());
      renewed = token;
    }

    @Override
    public void put(Invitation changed, InvitationToken token) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Invitation> list(WorkspaceId workspace) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(WorkspaceId workspace, String id) {
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
