package dev.tributary.control.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an alert is about. */
public enum AlertKind {
  SOURCE_SILENT,
  MODEL_LATE,
  NOTHING_DELIVERED,
  DELIVERIES_FAIL,
  DESTINATION_STOPPED,
  SYNC_STOPPED,
  RUN_HELD,
  SET_ASIDE,
  PEOPLE_CAPPED,
  MAY_HAVE_BEEN_SENT,
  APPROVAL_WAITS,
  PIPELINE_STANDS,
  SERVICE_AWAY;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
