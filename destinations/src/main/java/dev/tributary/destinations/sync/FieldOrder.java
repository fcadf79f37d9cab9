package dev.tributary.destinations.sync;

import dev.tributary.destinations.mapping.Chain;
import dev.tributary.destinations.mapping.Reference;
import dev.tributary.destinations.mapping.Reference.Root;
import dev.tributary.destinations.mapping.Transform;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The order in which the fields of a mapping are made: after the fields that they name. Pure. */
final class FieldOrder {
  private final List<FieldMapping> mapping;
  private final Set<Integer> done = new LinkedHashSet<>();
  private final List<Integer> open = new ArrayList<>();

  private FieldOrder(List<FieldMapping> mapping) {
    this.mapping = mapping;
  }

  /**
   * The indexes of the mapping. A field that names no other keeps its place.
   *
   * @throws IllegalArgumentException with the cycle
   */
  static List<Integer> of(List<FieldMapping> mapping) {
    FieldOrder order = new FieldOrder(mapping);
    IntStream.range(0, mapping.size()).forEach(order::add);
    return List.copyOf(order.done);
  }

  private void add(int index) {
    if (done.contains(index)) {
      return;
    }
    if (open.contains(index)) {
      List<String> cycle =
          open.subList(open.indexOf(index), open.size()).stream()
              .map(each -> mapping.get(each).field())
              .toList();
      throw new IllegalArgumentException(
          "The fields %s need each other; use the source of one of them in place of its field"
              .formatted(cycle));
    }
    open.add(index);
    List<Transform> transform = mapping.get(index).transform();
    if (transform != null) {
      Chain.references(transform)
          .filter(reference -> reference.root() == Root.FIELDS)
          .forEach(reference ->
              IntStream.range(0, mapping.size())
                  .filter(each -> names(reference, mapping.get(each).field()))
                  .forEach(this::add));
    }
    open.removeLast();
    done.add(index);
  }

  /** Whether a reference to a field means this one. */
  static boolean names(Reference reference, String field) {
    return field.equals(reference.pathText()) || field.equals(reference.firstName());
  }
}
