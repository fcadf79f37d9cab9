package dev.tributary.identity.http.matching;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.http.profile.LookupResource.LookedUpIdentifier;
import dev.tributary.identity.suggestion.Label;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Reads labelled pairs and reports the first mistakes with their places. Used for one request. */
final class LabelsBinding {
  private static final int MOST = 50_000;
  private static final int MOST_ERRORS = 20;
  private static final char NOTHING = 0;
  private static final List<String> HEADER =
      List.of("a_type", "a_value", "b_type", "b_value", "same");

  private final IdentifierReader reader;
  private final List<Problem.At> errors = new ArrayList<>();

  private LabelsBinding(IdentifierReader reader) {
    this.reader = reader;
  }

  /**
   * Labelled pairs, which replace all labelled pairs of the workspace.
   *
   * @param pairs at most 50,000
   */
  @Schema(name = "MatchingLabels")
  record Request(@Required @Nullable List<@Nullable LabelledPair> pairs) {}

  /**
   * Two identifiers of which a user knows whether they belong to one person.
   *
   * @param a an identifier of one person. It is normalised as in events
   * @param b an identifier of the same person or of another one. It is normalised as in events
   * @param same whether the two belong to one person
   */
  @Schema(name = "LabelledPair")
  record LabelledPair(
      @Required @Nullable LookedUpIdentifier a,
      @Required @Nullable LookedUpIdentifier b,
      @Required @Nullable Boolean same) {}

  /**
   * @throws Problem 422 with every mistake
   */
  static List<Label> json(@Nullable Request request, IdentifierReader reader) {
    List<@Nullable LabelledPair> pairs = request == null ? null : request.pairs();
    if (pairs == null) {
      throw Problems.INVALID.problem("The body needs pairs", "/pairs");
    }
    return new LabelsBinding(reader).labels(pairs);
  }

  /**
   * @throws Problem 422 with every mistake, and the place of its pair in the file
   */
  static List<Label> csv(String file, IdentifierReader reader) {
    List<List<String>> rows = CsvRows.read(file, MOST + 1);
    if (rows.isEmpty() || !rows.getFirst().stream().map(String::strip).toList().equals(HEADER)) {
      throw Problems.INVALID.problem(
          "The file's first line must be " + String.join(",", HEADER), "");
    }
    List<@Nullable LabelledPair> pairs = new ArrayList<>();
    rows.subList(1, rows.size()).forEach(row -> pairs.add(pair(row)));
    return new LabelsBinding(reader).labels(pairs);
  }

  private static @Nullable LabelledPair pair(List<String> row) {
    return row.size() < HEADER.size()
        ? null
        : new LabelledPair(
            new LookedUpIdentifier(row.get(0).strip(), row.get(1)),
            new LookedUpIdentifier(row.get(2).strip(), row.get(3)),
            same(row.get(4)));
  }

  private static @Nullable Boolean same(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> true;
      case "false", "no", "0" -> false;
      default -> null;
    };
  }

  private List<Label> labels(List<@Nullable LabelledPair> pairs) {
    if (pairs.size() > MOST) {
      throw Problems.INVALID.problem("There may be %,d pairs at most".formatted(MOST), "/pairs");
    }
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < pairs.size() && errors.size() < MOST_ERRORS; i++) {
      String at = "/pairs/" + i;
      LabelledPair pair = pairs.get(i);
      if (pair == null) {
        errors.add(new Problem.At(at, "A pair needs a, b and same"));
        continue;
      }
      Identifier one = identifier(at + "/a", pair.a());
      Identifier other = identifier(at + "/b", pair.b());
      if (pair.same() == null) {
        errors.add(new Problem.At(at + "/same", "Must be true or false"));
      }
      if (one != null && other != null && pair.same() != null) {
        labels.add(new Label(one, other, pair.same()));
      }
    }
    if (!errors.isEmpty()) {
      throw Problems.INVALID.problem("The labelled pairs are not valid", errors);
    }
    return labels;
  }

  /**
   * Normalises the identifier as in events. A value that cannot identify a person stays as it is,
   * and leads to no person.
   */
  private @Nullable Identifier identifier(String at, @Nullable LookedUpIdentifier named) {
    String type = named == null ? null : named.type();
    String value = named == null ? null : named.value();
    if (type == null || type.isEmpty() || value == null || value.isEmpty()) {
      errors.add(new Problem.At(at, "An identifier needs type and value"));
      return null;
    }
    if (type.indexOf(NOTHING) >= 0 || value.indexOf(NOTHING) >= 0) {
      errors.add(new Problem.At(at, "U+0000 stands in no identifier"));
      return null;
    }
    return reader.identifier(type, value).orElseGet(() -> new Identifier(type, value));
  }
}
