package dev.tributary.identity.postgres.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.rules.Period;
import dev.tributary.identity.rules.TypeLimit;
import org.junit.jupiter.api.Test;

class LeftOutCodecTest {
  private static final Identifier EMAIL = new Identifier("email", "ann@x.org");

  @Test
  void theLimitIsReadBack() {
    assertThat(
            LeftOutCodec.read(
                """
                [{"type":"email","value":"ann@x.org","reason":"limit",
                  "limit":{"type":"user_id","values":1,"per":"ever"}}]\
                """))
        .containsExactly(
            new LeftOut(EMAIL, Reason.LIMIT, new TypeLimit("user_id", 1, Period.EVER)));
  }

  @Test
  void whatWasRecordedBeforeSaysNoLimit() {
    assertThat(
            LeftOutCodec.read(
                "[{\"type\":\"email\",\"value\":\"ann@x.org\",\"reason\":\"limit\"}]"))
        .containsExactly(new LeftOut(EMAIL, Reason.LIMIT, null));
  }
}
