package dev.tributary.gateway.alert;

import dev.tributary.gateway.routing.Service;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Looks at one workspace: hears what services tell, and judges it. */
public final class Watching {
  private final AlertStore store;
  private final Judging judging;

  public Watching(AlertStore store, Judging judging) {
    this.store = store;
    this.judging = judging;
  }

  /**
   * @param answered what the services that answer told just now
   */
  public void look(String workspace, Instant now, Map<Service, Look.Heard> answered) {
    Map<Service, Look.Heard> heard = new EnumMap<>(Service.class);
    heard.putAll(store.heard(workspace));
    heard.putAll(answered);
    store.remember(workspace, answered);
    Look look = new Look(now, heard);
    Thresholds thresholds = store.settings(workspace).thresholds();
    store.judge(workspace, now, standing -> judging.judge(look, thresholds, standing));
  }
}
