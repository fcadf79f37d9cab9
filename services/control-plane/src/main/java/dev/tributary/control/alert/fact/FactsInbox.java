package dev.tributary.control.alert.fact;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.fact.PublishedFacts;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.WorkspaceFacts.ServiceFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The facts that services have published since the last check. Each message counts in one check at
 * most, and only if its facts were read after the check before. So the two checks that open or
 * resolve an alert never count facts that were read once.
 *
 * <p>What is missing here is no error: the check asks the service. This is so for messages that are
 * lost or late, from a service with a wrong clock, or too large together. An instance keeps nothing
 * before its first check and while another instance checks, because the other one may have counted
 * the same message. Thread-safe.
 */
public final class FactsInbox {
  /** Two intervals of the services. The check before may be long ago, after an outage. */
  private static final Duration OLDEST = Duration.ofSeconds(30);

  /** The clock of a service that is further ahead could make late facts look new. */
  private static final Duration AHEAD = Duration.ofSeconds(1);

  /** After the start of a service, all its facts arrive between two checks. */
  private static final long MOST_BYTES = 32L * 1024 * 1024;

  private Map<Service, Map<WorkspaceId, Latest>> received = new EnumMap<>(Service.class);
  private long bytes;
  private @Nullable Instant taken;

  /**
   * The newest message about a workspace.
   *
   * @param facts null if only their digest is known
   */
  private record Latest(Instant at, String digest, @Nullable Facts facts) {

    Latest with(Latest other) {
      Latest newer = at.isBefore(other.at) ? other : this;
      Facts known = facts == null ? other.facts : facts;
      return newer.facts == null && digest.equals(other.digest)
          ? new Latest(newer.at, digest, known)
          : newer;
    }
  }

  /**
   * @param size of the message in bytes
   */
  public synchronized void accept(PublishedFacts message, int size, Instant arrived) {
    if (taken == null || message.at().isAfter(arrived.plus(AHEAD)) || bytes + size > MOST_BYTES) {
      return;
    }
    bytes += size;
    Stream.of(Service.values())
        .filter(service -> service.component().equals(message.service()))
        .forEach(service -> accept(service, message));
  }

  private void accept(Service service, PublishedFacts message) {
    Map<WorkspaceId, Latest> latest = received.computeIfAbsent(service, _ -> new HashMap<>());
    message
        .changed()
        .forEach((workspace, facts) ->
            latest.merge(workspace, new Latest(message.at(), facts.digest(), facts), Latest::with));
    message
        .unchanged()
        .forEach((workspace, digest) ->
            latest.merge(workspace, new Latest(message.at(), digest, null), Latest::with));
  }

  /** Everything that counts in the check that begins now. Nothing of it counts in another check. */
  public synchronized Taken take(Instant now) {
    Instant former = taken;
    Instant oldest =
        former == null || former.isBefore(now.minus(OLDEST)) ? now.minus(OLDEST) : former;
    Map<Service, Map<WorkspaceId, Latest>> all = received;
    all.values().forEach(each -> each.values().removeIf(latest -> latest.at().isBefore(oldest)));
    clear();
    taken = now;
    return new Taken(all);
  }

  /** Another instance may check now. */
  public synchronized void pause() {
    clear();
    taken = null;
  }

  private void clear() {
    received = new EnumMap<>(Service.class);
    bytes = 0;
  }

  /** The facts that were published for one check. Immutable. */
  public static final class Taken {
    private final Map<Service, Map<WorkspaceId, Latest>> latest;

    private Taken(Map<Service, Map<WorkspaceId, Latest>> latest) {
      this.latest = latest;
    }

    /**
     * The facts of a service about a workspace; empty if they were not published, or if they are
     * not known.
     *
     * @param stored the facts that are stored; null if none are
     */
    public Optional<Facts> facts(
        Service service, WorkspaceId workspace, @Nullable ServiceFacts stored) {
      Latest found = latest.getOrDefault(service, Map.of()).get(workspace);
      if (found == null) {
        return Optional.empty();
      }
      return Optional.ofNullable(found.facts())
          .or(() ->
              Optional.ofNullable(stored)
                  .map(last -> new Facts(last.facts()))
                  .filter(last -> last.digest().equals(found.digest())));
    }
  }
}
