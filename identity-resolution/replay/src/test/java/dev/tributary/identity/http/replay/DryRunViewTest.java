package dev.tributary.identity.http.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobBuilder;
import dev.tributary.identity.job.JobState;
import dev.tributary.identity.replay.DryRunSpec;
import dev.tributary.identity.replay.ReplayJobKinds;
import dev.tributary.identity.rules.IdentityRules;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That a trial once had a report can be told when the report is gone. */
class DryRunViewTest {
  @Test
  void onlyATrialThatSucceededHadAReportToForget() {
    assertThat(forgotten(JobState.SUCCEEDED, null)).isTrue();
    assertThat(forgotten(JobState.SUCCEEDED, JsonNodeFactory.instance.objectNode())).isFalse();
    assertThat(forgotten(JobState.RUNNING, null)).isFalse();
    assertThat(forgotten(JobState.FAILED, null)).isFalse();
  }

  private static boolean forgotten(JobState state, @Nullable JsonNode result) {
    Job job =
        JobBuilder.builder()
            .workspace(new WorkspaceId("wsp_1"))
            .id("tri_1")
            .kind(ReplayJobKinds.TRIAL)
            .state(state)
            .spec(Json.MAPPER.valueToTree(new DryRunSpec(0, IdentityRules.DEFAULT)))
            .progress(null)
            .result(result)
            .error(null)
            .createdBy("ann")
            .createdAt(Instant.EPOCH)
            .startedAt(null)
            .endedAt(null)
            .cancelAsked(false)
            .attempts(1)
            .build();
    return DryRunView.of(job, null).reportForgotten();
  }
}
