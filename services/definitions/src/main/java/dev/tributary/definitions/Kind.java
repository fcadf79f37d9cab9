package dev.tributary.definitions;

import dev.tributary.contracts.Topic;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A kind of configured object.
 *
 * @param name as in paths and codes: {@code audience}
 * @param idPrefix one of {@link dev.tributary.contracts.Ids}
 * @param topic the topic of its versions; null for a kind that no other service needs
 * @param specType the owner's own record, stored whole; its secrets are already sealed
 * @param published the message body for the topic: the fields that other services may know
 * @param history the part of a spec that a version keeps; null if no versions are kept
 */
public record Kind<S>(
    String name,
    String idPrefix,
    @Nullable Topic topic,
    Class<S> specType,
    Function<S, Object> published,
    @Nullable UnaryOperator<S> history) {

  /** A kind whose versions are kept, with the whole spec. */
  public Kind(
      String name,
      String idPrefix,
      @Nullable Topic topic,
      Class<S> specType,
      Function<S, Object> published) {
    this(name, idPrefix, topic, specType, published, UnaryOperator.identity());
  }

  /** A kind that only its owner knows. */
  public static <S> Kind<S> unpublished(String name, String idPrefix, Class<S> specType) {
    return new Kind<>(name, idPrefix, null, specType, spec -> spec);
  }

  /** The same kind, whose versions keep only a part of the spec. */
  public Kind<S> keeping(UnaryOperator<S> part) {
    return new Kind<>(name, idPrefix, topic, specType, published, part);
  }

  /**
   * The same kind without versions, for a database without the table {@code definition_version}.
   */
  public Kind<S> withoutHistory() {
    return new Kind<>(name, idPrefix, topic, specType, published, null);
  }
}
