package dev.tributary.control.postgres.invitation;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.workspace.invitation.Invitation;
import dev.tributary.control.workspace.invitation.InvitationBuilder;
import dev.tributary.control.workspace.invitation.InvitationToken;
import dev.tributary.runtime.tenancy.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An invitation. Its id is unique in the installation. */
@Entity
@Table(name = "invitation")
@SuppressWarnings("NullAway.Init")
public class InvitationRow {
  @Id String id;

  String workspace;

  String email;

  String role;

  @Column(name = "personal_data")
  boolean personalData;

  @Column(name = "token_hash")
  byte[] tokenHash;

  boolean mailed;

  @Column(name = "invited_by")
  String invitedBy;

  @Nullable String account;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  static InvitationRow of(Invitation invitation, InvitationToken token) {
    InvitationRow row = new InvitationRow();
    row.id = invitation.id();
    row.workspace = invitation.workspace().value();
    row.email = invitation.email();
    row.role = invitation.role().wireName();
    row.personalData = invitation.personalData();
    row.tokenHash = token.hash();
    row.mailed = invitation.mailed();
    row.invitedBy = invitation.invitedBy();
    row.createdAt = invitation.createdAt();
    row.expiresAt = invitation.expiresAt();
    return row;
  }

  Invitation invitation() {
    return InvitationBuilder.builder()
        .workspace(new WorkspaceId(workspace))
        .id(id)
        .email(email)
        .role(Role.named(role).orElseThrow())
        .personalData(personalData)
        .mailed(mailed)
        .invitedBy(invitedBy)
        .account(account)
        .createdAt(createdAt)
        .expiresAt(expiresAt)
        .build();
  }
}
