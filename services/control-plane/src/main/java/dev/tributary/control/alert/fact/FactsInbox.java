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
import java.util.Set;
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
 * the same message.
 *
 * <p>After an answer over HTTP, messages about the same facts do not count if these were read less
 * than a third of the interval of the checks later. So two checks never count facts that were read
 * at almost the same time. Thread-safe.
 */
public final class FactsInbox {
  /** The clock of a service that is further ahead could make late facts look new. */
  private static final Duration AHEAD = Duration.ofSeconds(1);

  /** The facts need several times as much memory. Two checks can hold as much at the same time. */
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private final Duration oldest;
  private final Duration apart;
  private final Map<Service, Map<WorkspaceId, Instant>> notBefore = new EnumMap<>(Service.class);
  private Map<Service, Map<WorkspaceId, Latest>> received = new EnumMap<>(Service.class);
  private long bytes;
  private @Nullable Instant taken;

  /**
   * @param every the interval of the checks; facts that are older than two intervals do not count,
   *     however long ago the check before is
   */
  public FactsInbox(Duration every) {
    this.oldest = every.multipliedBy(2);
    this.apart = every.dividedBy(3);
  }

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
   * Reserves the space of a message that has arrived, before it is read. Returns false if the
   * message is not to be accepted: this instance does not check, or there is no space.
   *
   * @param size of the message in bytes
   */
  public synchronized boolean reserve(int size) {
    if (taken == null || bytes + size > MOST_BYTES) {
      return false;
    }
    bytes += size;
    return true;
  }

  /**
   * Accepts a message that has its space.
   *
   * @param arrived when the message arrived; its facts were read before, whatever the clock of the
   *     service says
   */
  public synchronized void accept(PublishedFacts message, Instant arrived) {
    if (taken == null || message.at().isAfter(arrived.plus(AHEAD))) {
      return;
    }
    Instant at = message.at().isAfter(arrived) ? arrived : message.at();
    Stream.of(Service.values())
        .filter(service -> service.component().equals(message.service()))
        .forEach(service -> accept(service, message, at));
  }

  private void accept(Service service, PublishedFacts message, Instant at) {
    Map<WorkspaceId, Latest> latest = received.computeIfAbsent(service, _ -> new HashMap<>());
    message
        .changed()
        .forEach((workspace, facts) ->
            latest.merge(workspace, new Latest(at, facts.digest(), facts), Latest::with));
    message
        .unchanged()
        .forEach((workspace, digest) ->
            latest.merge(workspace, new Latest(at, digest, null), Latest::with));
  }

  /** A service has answered a check over HTTP about some workspaces. */
  public synchronized void answered(Service service, Set<WorkspaceId> workspaces, Instant at) {
    Map<WorkspaceId, Instant> ofService = notBefore.computeIfAbsent(service, _ -> new HashMap<>());
    workspaces.forEach(workspace -> ofService.put(workspace, at.plus(apart)));
  }

  /** Everything that counts in the check that begins now. Nothing of it counts in another check. */
  public synchronized Taken take(Instant now) {
    Instant former = taken;
    Instant limit = now.minus(oldest);
    Instant first = former == null || former.isBefore(limit) ? limit : former;
    Map<Service, Map<WorkspaceId, Latest>> all = received;
    all.forEach((service, latest) -> {
      Map<WorkspaceId, Instant> answers = notBefore.getOrDefault(service, Map.of());
      latest
          .entrySet()
          .removeIf(each ->
              each.getValue().at().isBefore(first)
                  || each.getValue().at().isBefore(answers.getOrDefault(each.getKey(), first)));
    });
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
    notBefore.clear();
    bytes = 0;
  }

  /**
   * The facts that were published for one check. Immutable: the check of a workspace is repeated
   * after a failure, and finds the same facts.
   */
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
