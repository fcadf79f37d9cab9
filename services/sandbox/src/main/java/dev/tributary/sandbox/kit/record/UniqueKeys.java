package dev.tributary.sandbox.kit.record;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which record holds which unique value. Not thread-safe. */
public final class UniqueKeys {
  /** A value that only one record may hold. */
  public record Key(String name, String value) {}

  private final Map<Key, String> holders = new HashMap<>();

  /** The id of the record that holds the key. */
  public Optional<String> holder(Key key) {
    return Optional.ofNullable(holders.get(key));
  }

  public void release(Collection<Key> keys) {
    keys.forEach(holders::remove);
  }

  /** Starts a batch: only the batch sees its changes before the commit. */
  public Draft draft() {
    return new Draft();
  }

  /** The changes of one batch. They are discarded without a commit. */
  public final class Draft {
    private final Map<Key, String> claimed = new HashMap<>();
    private final Set<Key> released = new HashSet<>();

    public Optional<String> holder(Key key) {
      return Optional.ofNullable(held(key));
    }

    /** The first key that another record holds. */
    public Optional<Key> taken(String id, Collection<Key> keys) {
      return keys.stream()
          .filter(key -> holder(key).filter(by -> !by.equals(id)).isPresent())
          .findFirst();
    }

    /** Replaces the keys of a record. The caller has checked that none is taken. */
    public void replace(String id, Collection<Key> before, Collection<Key> after) {
      before.forEach(key -> {
        claimed.remove(key);
        released.add(key);
      });
      after.forEach(key -> claimed.put(key, id));
    }

    public void commit() {
      released.forEach(holders::remove);
      holders.putAll(claimed);
    }

    private @Nullable String held(Key key) {
      var own = claimed.get(key);
      return own != null || released.contains(key) ? own : holders.get(key);
    }
  }
}
