package dev.tributary.audience.http;

import dev.tributary.audience.postgres.catalogue.TraitNames;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.Tally;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.view.DefinitionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses a rule with a trait that no profile has and no model provides: most of these names are
 * misspelt, and the audience would stay empty without an error. Thread-safe.
 */
public final class KnownTraits {
  private static final int SHOWN = 5;
  private static final int FURTHEST = 3;

  private final TraitNames people;
  private final DefinitionView models;

  public KnownTraits(TraitNames people, DefinitionView models) {
    this.people = people;
    this.models = models;
  }

  /**
   * @param named traits that the rule may name even if they are unknown
   * @throws Problem with the place of each unknown trait, and similar names
   */
  public void refuseUnknown(WorkspaceId workspace, Rule rule, Set<String> named) {
    Set<String> given = given(workspace);
    List<Problem.At> unknown = new ArrayList<>();
    for (Tally.Line line : new Tally(rule).lines()) {
      if (line.rule() instanceof Rule.TraitCondition(Path trait, var _)
          && trait.names().stream()
              .noneMatch(name ->
                  named.contains(name)
                      || given.contains(name)
                      || people.isKnown(workspace, name))) {
        unknown.add(
            new Problem.At("/rule" + line.pointer() + "/trait", detail(workspace, trait, given)));
      }
    }
    if (!unknown.isEmpty()) {
      throw AudienceProblems.UNKNOWN_TRAIT.problem(unknown.getFirst().detail(), unknown);
    }
  }

  /** Traits that models provide, even if no run has read them yet. */
  private Set<String> given(WorkspaceId workspace) {
    Set<String> given = new TreeSet<>();
    models
        .all(workspace)
        .forEach(model -> given.addAll(model.bodyAs(ModelBody.class).mapping().traits().values()));
    return given;
  }

  private String detail(WorkspaceId workspace, Path trait, Set<String> given) {
    Set<String> known = new TreeSet<>(given);
    known.addAll(people.some(workspace));
    String wanted = trait.text().toLowerCase(Locale.ROOT);
    List<String> like =
        known.stream()
            .filter(name -> distance(name.toLowerCase(Locale.ROOT), wanted) <= FURTHEST)
            .limit(SHOWN)
            .toList();
    return "Nobody has the trait %s yet%s"
        .formatted(trait.text(), like.isEmpty() ? "" : "; similar: " + String.join(", ", like));
  }

  /** The Levenshtein distance: how many characters to insert, remove or replace. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
