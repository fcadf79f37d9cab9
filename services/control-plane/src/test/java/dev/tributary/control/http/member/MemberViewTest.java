package dev.tributary.control.http.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.workspace.Member;
import dev.tributary.control.workspace.invitation.Invitation;
import dev.tributary.control.workspace.invitation.InvitationBuilder;
import dev.tributary.runtime.tenancy.MaskedValue;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Role;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The e-mail addresses of members and invitations are masked in any form. */
class MemberViewTest {
  private static final String EMAIL = "ada";

  @Test
  void theAddressOfAMemberIsMaskedWithoutTheRight() {
    Member member = new Member("sub-ada", "ada1", "Ada Fox", EMAIL, Role.VIEWER, false, false);
    MemberView shown = MemberView.of(member, MemberNames.WITHOUT_ADDRESSES);
    assertThat(shown.email()).isEqualTo(MaskedValue.json());
    assertThat(shown.username()).isEqualTo(TextNode.valueOf("ada1"));
    assertThat(MemberView.of(member, MemberNames.ALL).email()).isEqualTo(TextNode.valueOf(EMAIL));
  }

  @Test
  void theAddressOfAnInvitationIsMaskedWithoutTheRight() {
    Invitation invitation =
        InvitationBuilder.builder()
            .workspace(new WorkspaceId("wsp_1"))
            .id("inv_1")
            .email(EMAIL)
            .role(Role.VIEWER)
            .personalData(false)
            .mailed(true)
            .invitedBy("eve")
            .account(null)
            .createdAt(Instant.EPOCH)
            .expiresAt(Instant.EPOCH)
            .build();
    InvitationView shown =
        InvitationView.of(invitation, MemberNames.WITHOUT_ADDRESSES, Instant.EPOCH);
    assertThat(shown.email()).isEqualTo(MaskedValue.json());
    assertThat(shown.invitedBy()).isEqualTo(TextNode.valueOf("eve"));
    assertThat(InvitationView.of(invitation, MemberNames.ALL, Instant.EPOCH).email())
        .isEqualTo(TextNode.valueOf(EMAIL));
  }
}
