package dev.tributary.identity.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.CommandClaims;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.TraitPolicies;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplaySeedProfileTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
  private static final WorkspaceId COPY = new WorkspaceId("wsp_1_copy");
  private static final ProfileId ANN = new ProfileId("prf_1");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Identifier WRONG = new Identifier(Identifier.EMAIL, "ann@exampel.com");
  private static final Identifier RIGHT = new Identifier(Identifier.EMAIL, "ann@example.com");

  /** A log that has forgotten everything. */
  private static final ReplaySeedProfile.LogContent EMPTY =
      new ReplaySeedProfile.LogContent() {
        @Override
        public boolean input(String id) {
          return false;
        }

        @Override
        public boolean rows(ModelId model) {
          return false;
        }

        @Override
        public boolean seen(Identifier anchor, Instant when) {
          return false;
        }
      };

  @Test
  void aCorrectionNamesBothIdentifiersAndSurvivesInANewProfile() {
    Command.CorrectIdentifier command =
        new Command.CorrectIdentifier(WORKSPACE, ANN, "me", NOON, WRONG, RIGHT);
    Profile person = new Profile(WORKSPACE, ANN);
    person.apply(CommandClaims.of(command, "evt_1"), TraitPolicies.LATEST);

    List<Claim> claims = new ReplaySeedProfile(COPY, person, EMPTY).claims(List.of());

    assertThat(claims)
        .isNotEmpty()
        .allSatisfy(claim -> assertThat(claim.identifiers()).containsExactly(WRONG, RIGHT));
    Profile replayed = new Profile(COPY, ANN);
    claims.forEach(claim -> replayed.apply(claim, TraitPolicies.LATEST));
    assertThat(replayed.traits().values(TraitPolicies.LATEST))
        .isEqualTo(person.traits().values(TraitPolicies.LATEST))
        .containsKey(Identifier.EMAIL);
  }
}
