package dev.tributary.control.alert;

/** Whether the readers of a channel may see a notice. */
public enum NoticeVisibility {
  VISIBLE,
  /** For ever: the notice reveals something that its readers may not see. */
  HIDDEN,
  /** The service that knows it gives no answer now. */
  UNKNOWN
}
