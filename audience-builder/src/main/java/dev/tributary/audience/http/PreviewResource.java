package dev.tributary.audience.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.http.ExplanationView.Values;
import dev.tributary.audience.postgres.PeopleSnapshot;
import dev.tributary.audience.rule.Depends;
import dev.tributary.audience.rule.Describe;
import dev.tributary.audience.rule.Explain;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.RuleReader;
import dev.tributary.audience.rule.Tally;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a rule would mean, while it is being built: by the loop's own evaluator over everyone. */
@Path("/api/v1/workspaces/{workspace}/audiences/preview")
@RunOnVirtualThread
@Tag(name = "Audiences")
public class PreviewResource {
  private static final int SAMPLE = 20;
  private static final long PATIENCE_SECONDS = 10;

  /** One at a time: a preview reads everyone, and the loop needs its share of the machine. */
  private final Semaphore turn = new Semaphore(1, true);

  private final DefinitionStore<AudienceSpec> store;
  private final Definitions definitions;
  private final PeopleSnapshot snapshot;
  private final Moments moments;
  private final Tenant tenant;

  public PreviewResource(
      DefinitionStore<AudienceSpec> store,
      Definitions definitions,
      PeopleSnapshot snapshot,
      Moments moments,
      Tenant tenant) {
    this.store = store;
    this.definitions = definitions;
    this.snapshot = snapshot;
    this.moments = moments;
    this.tenant = tenant;
  }

  @Schema(name = "AudiencePreviewRequest")
  public record PreviewRequest(@Nullable JsonNode rule) {}

  /**
   * @param count exact
   * @param people how many there are in all
   * @param sample the first members with the reason for each
   */
  @Schema(name = "AudiencePreview")
  public record Preview(
      long count,
      long people,
      Instant asOf,
      String inWords,
      List<Condition> conditions,
      List<Sampled> sample,
      List<Warning> warnings) {}

  /**
   * @param pointer the condition's place in the rule (RFC 6901)
   * @param matching for how many it holds by itself
   * @param running in a group, how many are left after it (all, none) or reached with it (any)
   */
  @Schema(name = "PreviewedCondition")
  public record Condition(String pointer, String words, long matching, long running) {}

  @Schema(name = "PreviewedPerson")
  public record Sampled(String profile, ExplanationView why) {}

  /** Something that is allowed and probably not meant. */
  @Schema(name = "RuleWarning")
  public record Warning(String pointer, String detail) {}

  @POST
  @Operation(
      operationId = "previewAudience",
      summary = "Who would be in an audience with this rule")
  public Preview preview(PreviewRequest request) {
    RuleReader.Outcome.Bound bound = definitions.bind(tenant.workspaceId(), request.rule());
    if (!acquire()) {
      throw Problems.UNAVAILABLE.problem("Another preview is being counted; try again");
    }
    try {
      return count(bound.rule());
    } finally {
      turn.release();
    }
  }

  private boolean acquire() {
    try {
      return turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Preview count(Rule rule) {
    ZoneId zone = tenant.workspace().zone();
    Instant now = moments.now();
    Function<String, String> names = Names.of(store, tenant.workspaceId());
    Values values = tenant.mayReadPersonalData() ? Values.SHOWN : Values.MASKED;
    Tally tally = new Tally(rule);
    Set<String> traits = new HashSet<>();
    List<Sampled> sample = new ArrayList<>();
    long people =
        snapshot.everyone(
            tenant.workspaceId(),
            Depends.of(rule),
            now.toEpochMilli(),
            known -> {
              traits.addAll(known.person().traits().keySet());
              if (tally.add(known.facts(), zone, known.now()) && sample.size() < SAMPLE) {
                Explain explain = new Explain(known.facts(), zone, known.now(), names);
                sample.add(
                    new Sampled(
                        known.person().profile(),
                        ExplanationView.of(explain.explain(rule), values)));
              }
            });
    Describe describe = new Describe(names);
    return new Preview(
        tally.lines().getFirst().matching(),
        people,
        now,
        describe.sentence(rule),
        tally.lines().stream()
            .map(line ->
                new Condition(
                    line.pointer(), describe.own(line.rule()), line.matching(), line.running()))
            .toList(),
        sample,
        warnings(tally, traits));
  }

  private static List<Warning> warnings(Tally tally, Set<String> known) {
    List<Warning> warnings = new ArrayList<>();
    for (Tally.Line line : tally.lines()) {
      if (line.rule() instanceof Rule.TraitCondition condition
          && condition.trait().names().stream().noneMatch(known::contains)) {
        warnings.add(
            new Warning(
                "/rule" + line.pointer() + "/trait",
                "Nobody has the trait %s yet; names are compared exactly"
                    .formatted(condition.trait().text())));
      }
    }
    return warnings;
  }
}
