package dev.tributary.control.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sends the notices that are due. Each has its own thread, so that a channel that hangs does not
 * delay other channels. Delivery is at least once: a repetition carries the same id. A notice that
 * its channel has not accepted for a day is given up. A notice that its readers may not see is
 * withheld for ever, without a trace in the results of the channel. While it is unknown whether
 * they may see it, the notice waits, for a day at most.
 */
public final class AnnouncementDelivery {
  private static final int AT_ONCE = 50;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final int MOST_ATTEMPTS = 100;

  private final AlertStore store;
  private final Map<ChannelName, Channel> channels;
  private final Function<Notice, Notice.Visibility> visible;
  private final Function<Notice, Announcement> announcing;
  private final Clock clock;

  /**
   * @param visible whether a notice may be sent; may block
   */
  public AnnouncementDelivery(
      AlertStore store,
      List<Channel> channels,
      Function<Notice, Notice.Visibility> visible,
      Function<Notice, Announcement> announcing,
      Clock clock) {
    this.store = store;
    this.channels = channels.stream().collect(Collectors.toMap(Channel::name, each -> each));
    this.visible = visible;
    this.announcing = announcing;
    this.clock = clock;
  }

  /** Sends the notices that are due, and returns when each was tried. */
  public void deliver() {
    List<Notice> due = store.due(clock.instant(), AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      due.forEach(notice -> threads.execute(() -> deliver(notice)));
    }
  }

  private void deliver(Notice notice) {
    switch (visible.apply(notice)) {
      case VISIBLE -> send(notice);
      case HIDDEN -> store.withheld(notice);
      case UNKNOWN -> postpone(notice);
    }
  }

  private void postpone(Notice notice) {
    if (notice.attempts() + 1 >= MOST_ATTEMPTS) {
      store.withheld(notice);
    } else {
      store.postponed(notice, clock.instant().plus(pause(notice.attempts())));
    }
  }

  private void send(Notice notice) {
    AlertSettings settings = store.settings(notice.workspace());
    Channel channel = channels.get(notice.channel());
    if (!settings.channels().contains(notice.channel())) {
      store.givenUp(notice, clock.instant(), "The channel was taken away");
      return;
    }
    if (channel == null) {
      store.givenUp(notice, clock.instant(), "This installation has no mail server");
      return;
    }
    try {
      store.sent(notice, clock.instant(), channel.send(settings, announcing.apply(notice)));
    } catch (AnnouncementFailed e) {
      later(notice, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      later(notice, "Something went wrong on our side: " + e.getClass().getSimpleName());
    }
  }

  private void later(Notice notice, String words) {
    Instant now = clock.instant();
    if (notice.attempts() + 1 >= MOST_ATTEMPTS) {
      store.givenUp(notice, now, words);
    } else {
      store.sendFailed(notice, now, words, now.plus(pause(notice.attempts())));
    }
  }

  private static Duration pause(int attempts) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
