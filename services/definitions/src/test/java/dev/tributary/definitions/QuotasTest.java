package dev.tributary.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotasTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");

  private final List<String> near = new ArrayList<>();
  private final Quotas quotas = new Quotas(Map.of("audience", 10), 1_000, near::add);

  @Test
  void anOperatorIsWarnedFromEightyPercentOfALimit() {
    for (int existing = 0; existing < 7; existing++) {
      quotas.requireRoom(WORKSPACE, "audience", existing);
    }
    assertThat(near).isEmpty();
    for (int existing = 7; existing < 10; existing++) {
      quotas.requireRoom(WORKSPACE, "audience", existing);
    }
    assertThat(near).containsExactly("audience", "audience", "audience");
    quotas.requireRoom(WORKSPACE, "model", 798);
    assertThat(near).hasSize(3);
    quotas.requireRoom(WORKSPACE, "model", 799);
    assertThat(near).last().isEqualTo("model");
  }

  @Test
  void anObjectAboveTheLimitIsRefused() {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> quotas.requireRoom(WORKSPACE, "audience", 10))
        .withMessageContaining("no more than 10");
    assertThat(near).isEmpty();
  }

  @Test
  void aCheckThatMayBeRepeatedWarnsNobody() {
    quotas.requireRoom("audience", 9, "Revoke one");
    assertThat(near).isEmpty();
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> quotas.requireRoom("audience", 10, "Revoke one"))
        .withMessage(
            "Revoke one, or ask the operator of this installation for a higher limit"
                + " (tributary.quota.audience)");
    quotas.warnNearLimit("The source src_1 of wsp_1", "audience", 7);
    assertThat(near).isEmpty();
    quotas.warnNearLimit("The source src_1 of wsp_1", "audience", 8);
    assertThat(near).containsExactly("audience");
  }
}
