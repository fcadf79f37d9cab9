package dev.tributary.control.alert.object;

import dev.tributary.contracts.fact.FigureVisibility;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.AlertSettings;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.Channels;
import dev.tributary.control.alert.Channels.UnsentReason;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Finds the channels that get no message now, and why. Thread-safe. */
public final class UnsentMessages {
  private final Channels channels;
  private final FigureVisibilities visibilities;

  /**
   * @param channels of this installation
   */
  public UnsentMessages(Channels channels, FigureVisibilities visibilities) {
    this.channels = channels;
    this.visibilities = visibilities;
  }

  /** An object that alerts are about. */
  public record About(ObjectKind kind, String object) {}

  /**
   * Asks at once for all objects whose figures may be hidden, and blocks for the time of one
   * question. An object whose service gives no answer counts as one with visible figures: its
   * messages wait.
   */
  public Answers ask(WorkspaceId workspace, AlertSettings settings, Collection<About> objects) {
    Map<About, FigureVisibility> known = new ConcurrentHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      new LinkedHashSet<>(objects)
          .stream()
              .filter(about -> about.kind().concealable())
              .forEach(about ->
                  threads.execute(() ->
                      visibilities
                          .of(workspace, about.kind(), about.object())
                          .ifPresent(answer -> known.put(about, answer))));
    }
    return new Answers(settings, new HashMap<>(known));
  }

  /** The answers about the channels of a workspace and about some objects. */
  public final class Answers {
    private final AlertSettings settings;
    private final Map<About, FigureVisibility> known;

    private Answers(AlertSettings settings, Map<About, FigureVisibility> known) {
      this.settings = settings;
      this.known = known;
    }

    /** The channels that are set up. */
    public Set<ChannelName> setUp() {
      return settings.channels();
    }

    /** Those of the channels that get no message of any alert. */
    public Map<ChannelName, UnsentReason> ofAny(Collection<ChannelName> named) {
      return reasons(named, false);
    }

    /**
     * Those of the channels that would get no message now.
     *
     * @param about the object of the alert
     */
    public Map<ChannelName, UnsentReason> of(Collection<ChannelName> named, About about) {
      return of(named, about, visibility -> visibility.from() != null);
    }

    /**
     * Those of the channels that would get no message now.
     *
     * @param about the object of the alert
     * @param shown whether the figures of the alert are visible
     */
    public Map<ChannelName, UnsentReason> of(
        Collection<ChannelName> named, About about, Predicate<FigureVisibility> shown) {
      FigureVisibility visibility = known.get(about);
      return reasons(named, visibility != null && !shown.test(visibility));
    }

    private Map<ChannelName, UnsentReason> reasons(Collection<ChannelName> named, boolean hidden) {
      Map<ChannelName, UnsentReason> reasons = new EnumMap<>(ChannelName.class);
      named.forEach(name ->
          channels
              .obstacle(name, settings)
              .ifPresentOrElse(
                  reason -> reasons.put(name, reason),
                  () -> {
                    if (hidden) {
                      reasons.put(name, UnsentReason.PERSONAL_DATA);
                    }
                  }));
      return reasons;
    }
  }
}
