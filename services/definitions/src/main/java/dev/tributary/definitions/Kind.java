package dev.tributary.definitions;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tributary.contracts.Topic;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A kind of configured object. Without {@link #withVersions} no versions of its objects are kept.
 *
 * @param name as in paths and codes: {@code audience}
 * @param idPrefix one of {@link dev.tributary.contracts.Ids}
 * @param topic the topic of its versions; null for a kind that no other service needs
 * @param specType the owner's own record, stored whole; its secrets are already sealed
 * @param published the message body for the topic: the fields that other services may know
 * @param secrets the fields of a spec that hold secrets, as JSON pointers (RFC 6901), each with all
 *     fields below it: versions leave their content out, and the audit trail shows only that they
 *     have changed
 * @param history the part of a spec that a version keeps; null if no versions are kept. A change
 *     that is neither in this part nor published keeps the version of the object
 * @param unset the spec that is in effect while no object is stored for the key, from the spec that
 *     is stored first or last: the audit trail compares with it; null if nothing is in effect then
 */
public record Kind<S>(
    String name,
    String idPrefix,
    @Nullable Topic topic,
    Class<S> specType,
    Function<S, Object> published,
    Set<String> secrets,
    @Nullable UnaryOperator<S> history,
    @Nullable UnaryOperator<S> unset) {

  /**
   * @throws IllegalArgumentException if a secret is not the pointer of a field
   */
  public Kind {
    secrets = Set.copyOf(secrets);
    for (String secret : secrets) {
      if (JsonPointer.compile(secret).matches()) {
        throw new IllegalArgumentException("A secret is a field of the spec, not the whole spec");
      }
    }
  }

  /** A kind without secrets whose versions are not kept. */
  public Kind(
      String name,
      String idPrefix,
      @Nullable Topic topic,
      Class<S> specType,
      Function<S, Object> published) {
    this(name, idPrefix, topic, specType, published, Set.of(), null, null);
  }

  /** A kind that only its owner knows. */
  public static <S> Kind<S> unpublished(String name, String idPrefix, Class<S> specType) {
    return new Kind<>(name, idPrefix, null, specType, spec -> spec);
  }

  /** The same kind with these secrets. */
  public Kind<S> withSecrets(String... pointers) {
    return new Kind<>(name, idPrefix, topic, specType, published, Set.of(pointers), history, unset);
  }

  /** The same kind whose versions are kept, for routes that list and restore them. */
  public Kind<S> withVersions() {
    return withVersions(UnaryOperator.identity());
  }

  /** As above, with only a part of the spec in each version. */
  public Kind<S> withVersions(UnaryOperator<S> part) {
    return new Kind<>(name, idPrefix, topic, specType, published, secrets, part, unset);
  }

  /**
   * The same kind for settings that are in effect before they are stored.
   *
   * @param effective gives the settings in effect while none are stored
   */
  public Kind<S> withUnset(UnaryOperator<S> effective) {
    return new Kind<>(name, idPrefix, topic, specType, published, secrets, history, effective);
  }
}
