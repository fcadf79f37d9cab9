package dev.tributary.identity.http.trait;

import dev.tributary.identity.http.trait.TraitPolicyResource.Policy;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.profile.TraitPolicy.Kind;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks a requested policy and reports every mistake with its place. */
public final class PolicyBinding {
  private static final int MOST_SOURCES = 100;
  private static final int LONGEST_SOURCE = 100;

  private PolicyBinding() {}

  /**
   * @throws Problem 422 with the mistakes
   */
  public static TraitPolicy bind(@Nullable Policy body) {
    String named = body == null ? null : body.policy();
    Kind kind =
        Kind.find(named == null ? "" : named)
            .orElseThrow(() ->
                Problems.INVALID.problem(
                    "policy must be one of "
                        + Arrays.stream(Kind.values())
                            .map(Kind::wireName)
                            .collect(Collectors.joining(", ")),
                    "/policy"));
    List<String> given = body == null ? null : body.sources();
    List<String> sources = given == null ? List.of() : given;
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
      if (source == null || source.isBlank() || source.length() > LONGEST_SOURCE) {
        wrong.add(new Problem.At("/sources/" + i, "Must be the id of a source or a model"));
      } else if (!seen.add(source)) {
        wrong.add(new Problem.At("/sources/" + i, "The source is in the list twice"));
      }
    }
    if (!wrong.isEmpty()) {
      throw Problems.INVALID.problem("The list of sources is not valid", wrong);
    }
  }
}
