package dev.tributary.audience.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.audience.consent.MissingConsent;
import dev.tributary.audience.rule.ConsentAnswer;
import dev.tributary.audience.rule.Rule;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileConsents.ProfileConsent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompleteConsentTest {
  private static final WorkspaceId UPGRADED = new WorkspaceId("wsp_upgraded");
  private static final Rule CONSENT =
      new Rule.None(List.of(new Rule.ConsentCondition("marketing", ConsentAnswer.UNKNOWN)));
  private static final Rule OTHER = new Rule.AudienceCondition(new AudienceId("aud_1"), true);

  private final CompleteConsent consent = new CompleteConsent(new Missing());

  @Test
  void aRuleOnConsentIsRefusedWhileConsentOfItsWorkspaceIsMissing() {
    assertThatThrownBy(() -> consent.require(UPGRADED, CONSENT))
        .hasMessageContaining("try again in a few minutes");
    assertThatCode(() -> consent.require(new WorkspaceId("wsp_other"), CONSENT))
        .doesNotThrowAnyException();
  }

  @Test
  void anExportForAPurposeIsRefusedThen() {
    assertThatThrownBy(() -> consent.require(UPGRADED)).hasMessageContaining("try again");
    assertThatCode(() -> consent.require(new WorkspaceId("wsp_other"))).doesNotThrowAnyException();
  }

  @Test
  void otherRulesAreNot() {
    assertThatCode(() -> consent.require(UPGRADED, OTHER)).doesNotThrowAnyException();
  }

  private static final class Missing implements MissingConsent {
    @Override
    public boolean any(WorkspaceId workspace) {
      return workspace.equals(UPGRADED);
    }

    @Override
    public Optional<Batch> next() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void store(WorkspaceId workspace, List<ProfileConsent> known) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void forget(WorkspaceId workspace, List<ProfileId> unknown) {
      throw new UnsupportedOperationException();
    }
  }
}
