package dev.tributary.local.demo;

import dev.tributary.local.workspace.ApiFailure;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Shows the live traffic and its results. While a part of the installation is away, it shows this
 * instead of the results, and goes on.
 */
record LiveView(
    Screen screen, Supplier<LiveTraffic.Counts> counts, Supplier<WorkspaceFigures.Read> figures) {

  /**
   * @param since the time since the first visitor
   * @throws ApiFailure if the API refuses the question
   */
  void refresh(Duration since) {
    LiveTraffic.Counts live = counts.get();
    WorkspaceFigures.Read read;
    try {
      read = figures.get();
    } catch (ApiFailure e) {
      if (!e.isOutage()) {
        throw e;
      }
      screen.showOutage(since, live, String.valueOf(e.getMessage()));
      return;
    }
    screen.show(since, live, read);
  }
}
