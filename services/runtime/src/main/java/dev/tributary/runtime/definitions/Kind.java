package dev.tributary.runtime.definitions;

import dev.tributary.contracts.Topic;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of configured object.
 *
 * @param name as in paths and codes: {@code audience}
 * @param idPrefix one of {@link dev.tributary.contracts.Ids}
 * @param topic where its versions are published; null for what concerns nobody else
 * @param specType the owner's own record, stored whole; secrets in it are sealed already
 * @param published what other services may know: the body on the topic
 */
public record Kind<S>(
    String name,
    String idPrefix,
    @Nullable Topic topic,
    Class<S> specType,
    Function<S, Object> published) {

  /** A kind that only its owner knows. */
  public static <S> Kind<S> unpublished(String name, String idPrefix, Class<S> specType) {
    return new Kind<>(name, idPrefix, null, specType, spec -> spec);
  }
}
