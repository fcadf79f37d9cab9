package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.profile.TraitPolicies;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProfileCodecTest {
  private static final Identifier TABLET = new Identifier("anonymous_id", "tablet");
  private static final Identifier ANN = new Identifier("user_id", "ann");

  /** As the version before wrote it: nobody knows who said what. */
  private static final String EARLIER =
      """
      {"identifiers":[["anonymous_id","tablet",1000000],["user_id","ann",2000000]],
       "traits":{"plan":{"src_1":["gold",3000000,"evt_1"]}},
       "consent":{},"subscriptions":{},"lastGroup":["g1",4000000,"evt_2"],
       "firstSeen":1000000,"lastSeen":9000000}\
      """;

  @Test
  void whatAnEarlierVersionWroteIsTheUsers() {
    Profile ann = read(EARLIER.getBytes(StandardCharsets.UTF_8));
    Profile tablet = ann.separate(Set.of(TABLET), new ProfileId("prf_2"), 0);
    assertThat(ann.state(Set.of(), TraitPolicies.LATEST).traits()).containsOnlyKeys("plan");
    assertThat(ann.lastGroup()).isNotNull();
    assertThat(ann.lastSeen()).isEqualTo(Instant.ofEpochSecond(9));
    assertThat(tablet.state(Set.of(), TraitPolicies.LATEST).traits()).isEmpty();
    assertThat(tablet.lastGroup()).isNull();
    assertThat(tablet.firstSeen()).isEqualTo(Instant.ofEpochSecond(1));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Profile ann = read(EARLIER.getBytes(StandardCharsets.UTF_8));
    Profile again = read(ProfileCodec.write(ann));
    assertThat(again.state(Set.of(), TraitPolicies.LATEST))
        .isEqualTo(ann.state(Set.of(), TraitPolicies.LATEST));
    assertThat(again.identifiers()).containsExactly(TABLET, ANN);
    assertThat(ProfileCodec.write(again)).isEqualTo(ProfileCodec.write(ann));
  }

  @Test
  void aCopyIsWrittenAsItsOriginal() {
    Profile ann = read(EARLIER.getBytes(StandardCharsets.UTF_8));
    byte[] before = ProfileCodec.write(ann);
    Profile copy = ann.copy();
    assertThat(ProfileCodec.write(copy)).isEqualTo(before);
    copy.separate(Set.of(TABLET), new ProfileId("prf_2"), 0);
    assertThat(ProfileCodec.write(ann)).isEqualTo(before);
  }

  private static Profile read(byte[] document) {
    return ProfileCodec.read(new WorkspaceId("wsp_1"), new ProfileId("prf_1"), 3, document);
  }
}
