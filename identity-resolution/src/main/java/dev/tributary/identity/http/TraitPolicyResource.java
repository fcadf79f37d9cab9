package dev.tributary.identity.http;

import dev.tributary.contracts.command.Command;
import dev.tributary.identity.kafka.CommandSender;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.profile.TraitPolicy.Kind;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Which of several values of a trait is the person's. */
@Path("/api/v1/workspaces/{workspace}/traits/{trait}/policy")
@RunOnVirtualThread
@Tag(name = "Traits")
public class TraitPolicyResource {
  private static final int MOST_SOURCES = 100;

  private final Tenant tenant;
  private final DefinitionStore<TraitPolicy> policies;
  private final CommandSender sender;
  private final WorkspaceDirectory workspaces;

  public TraitPolicyResource(
      Tenant tenant,
      DefinitionStore<TraitPolicy> policies,
      CommandSender sender,
      WorkspaceDirectory workspaces) {
    this.tenant = tenant;
    this.policies = policies;
    this.sender = sender;
    this.workspaces = workspaces;
  }

  /**
   * @param policy {@code latest}, which everything is at first, {@code first}, {@code
   *     most-trusted}, {@code longest}, {@code most-frequent}, {@code smallest}, {@code largest} or
   *     {@code union}
   * @param sources for {@code most-trusted}: ids of sources and models, most trusted first
   */
  @Schema(name = "TraitPolicy")
  public record Policy(@Nullable String policy, @Nullable List<String> sources) {
    static Policy of(TraitPolicy policy) {
      return new Policy(policy.kind().wireName(), policy.sources());
    }
  }

  @GET
  @Operation(
      operationId = "readTraitPolicy",
      summary = "By which policy one of several values of a trait wins")
  public Policy read(@PathParam("trait") String trait) {
    return Policy.of(
        policies
            .find(tenant.workspaceId(), trait)
            .map(stored -> stored.spec())
            .orElse(TraitPolicy.LATEST));
  }

  @PUT
  @Operation(
      operationId = "putTraitPolicy",
      summary = "Say which of several values of a trait wins; everybody who has it is decided anew")
  public Policy put(@PathParam("trait") String trait, @Nullable Policy body) {
    TraitPolicy wanted = wanted(body == null ? new Policy(null, null) : body);
    policies.put(tenant.workspaceId(), trait, trait, wanted);
    sender.send(
        new Command.RedecideTrait(
            tenant.workspaceId(),
            trait,
            tenant.caller().subject(),
            workspaces.businessNow(tenant.workspaceId()),
            ""));
    return Policy.of(wanted);
  }

  private static TraitPolicy wanted(Policy body) {
    String named = body.policy();
    Kind kind =
        Kind.find(named == null ? "" : named)
            .orElseThrow(() ->
                Problems.INVALID.problem(
                    "policy must be one of "
                        + Arrays.stream(Kind.values())
                            .map(Kind::wireName)
                            .collect(Collectors.joining(", ")),
                    "/policy"));
    List<String> sources = body.sources() == null ? List.of() : body.sources();
    if (kind == Kind.MOST_TRUSTED ? sources.isEmpty() : !sources.isEmpty()) {
      throw Problems.INVALID.problem(
          "most-trusted needs a list of sources, and no other policy has one", "/sources");
    }
    checkSources(sources);
    return new TraitPolicy(kind, sources);
  }

  private static void checkSources(List<String> sources) {
    List<Problem.At> wrong = new ArrayList<>();
    if (sources.size() > MOST_SOURCES) {
      wrong.add(new Problem.At("/sources", "At most %d sources".formatted(MOST_SOURCES)));
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < sources.size(); i++) {
      String source = sources.get(i);
      if (source == null || source.isBlank() || source.length() > MOST_SOURCES) {
        wrong.add(new Problem.At("/sources/" + i, "It must be the id of a source or a model"));
      } else if (!seen.add(source)) {
        wrong.add(new Problem.At("/sources/" + i, "It stands in the list twice"));
      }
    }
    if (!wrong.isEmpty()) {
      throw Problems.INVALID.problem("The list of sources is not valid", wrong);
    }
  }
}
