package dev.tributary.warehouse.model;

import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.warehouse.table.ColumnType;
import dev.tributary.warehouse.table.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Finds all errors of a model, each with its place. */
public final class ModelCheck {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,99}");

  private ModelCheck() {}

  /**
   * @param pointer the place in the request (RFC 6901)
   */
  public record Wrong(String pointer, String detail) {}

  public static List<Wrong> of(String entity, Shape shape, ModelBody.Mapping mapping) {
    List<Wrong> wrong = new ArrayList<>();
    Set<String> columns = Set.copyOf(shape.columns().stream().map(c -> c.name()).toList());
    if (shape.primaryKey().isEmpty()) {
      wrong.add(new Wrong("/primaryKey", "A model needs at least one key column"));
    }
    for (int i = 0; i < shape.primaryKey().size(); i++) {
      known(wrong, columns, "/primaryKey/" + i, shape.primaryKey().get(i));
    }
    String observedAt = shape.observedAt();
    if (observedAt != null) {
      known(wrong, columns, "/mapping/observedAt", observedAt);
      shape
          .column(observedAt)
          .filter(c -> c.type() != ColumnType.TIMESTAMP && c.type() != ColumnType.DATE)
          .ifPresent(c ->
              wrong.add(
                  new Wrong(
                      "/mapping/observedAt",
                      "The column %s is %s; a date or timestamp is needed"
                          .formatted(c.name(), c.type().wireName()))));
    }
    targets(wrong, columns, "identifiers", mapping.identifiers());
    targets(wrong, columns, "traits", mapping.traits());
    targets(wrong, columns, "consent", mapping.consent());
    targets(wrong, columns, "subscriptions", mapping.subscriptions());
    boolean person = entity.equals(ModelBody.PERSON);
    if (person && mapping.identifiers().isEmpty()) {
      wrong.add(
          new Wrong("/mapping/identifiers", "A model of people names at least one identifier"));
    }
    if (!person && !mapping.equals(ModelBody.Mapping.NONE)) {
      wrong.add(new Wrong("/mapping", "Only models of people have a mapping"));
    }
    return wrong;
  }

  private static void targets(
      List<Wrong> wrong, Set<String> columns, String part, Map<String, String> mapped) {
    Function<String, String> pointer =
        column -> "/mapping/" + part + "/" + column.replace("~", "~0").replace("/", "~1");
    mapped.forEach((column, target) -> {
      known(wrong, columns, pointer.apply(column), column);
      if (!NAME.matcher(target).matches()) {
        wrong.add(
            new Wrong(
                pointer.apply(column),
                "%s is no name: letters, digits, underscores and dots, at most 100"
                    .formatted(target)));
      }
    });
  }

  private static void known(List<Wrong> wrong, Set<String> columns, String pointer, String column) {
    if (!columns.contains(column)) {
      wrong.add(
          new Wrong(
              pointer,
              "There is no column %s; there are %s"
                  .formatted(column, columns.stream().sorted().toList())));
    }
  }
}
